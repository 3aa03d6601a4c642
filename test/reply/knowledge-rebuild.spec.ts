import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { until } from '../support/until.js';
import { type KnowledgeStage, startKnowledge, textsOf } from './knowledge-stage.js';

const FACT = 'Mooring costs twelve euros a night for boats of up to ten metres.';
const FILE = 'Der Hafenmeister ist von neun bis fünf Uhr in seinem Büro am Kai zu erreichen.';

describe('an index that another release has made', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  beforeAll(async () => {
    [api, stage] = [await startApi(), await startKnowledge()];
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  it('is searched as it is, and indexed again where it is', async () => {
    const alice = api.user('alice');
    const { id: chatId } = await ok(alice.createChat());
    await ok(alice.sendMessage(chatId, FACT));
    await ok(
      alice.sendMessage(chatId, { content: FILE, message_type: 'FILE', message_metadata: { filename: 'a.txt' } }),
    );
    const question = 'What does mooring cost a night?';
    const found = await stage.ask(alice, chatId, question);
    expect(textsOf(found)[0]).toBe(FACT);

    // As version 1 had it: terms without a language, counted by configuration.
    await api.pool.query(
      `UPDATE posting SET term = split_part(term, ' ', 2) WHERE chat_id = $1 AND term NOT LIKE '% ~%' AND term NOT LIKE '% =%'`,
      [chatId],
    );
    await api.pool.query(
      `UPDATE knowledge SET version = 1, languages = '{"english": 1, "german": 1}' WHERE chat_id = $1`,
      [chatId],
    );
    expect(textsOf(await stage.ask(alice, chatId, question))[0]).toBe(FACT);

    const version = async () => {
      const { rows } = await api.pool.query('SELECT version, languages FROM knowledge WHERE chat_id = $1', [chatId]);
      return rows[0] as { version: number; languages: Record<string, unknown> };
    };
    await until(async () => (await version()).version !== 1);
    expect(Object.keys((await version()).languages).toSorted()).toEqual(['de', 'en']);
    expect(await stage.ask(alice, chatId, question)).toEqual(found);
    const { rows } = await api.pool.query(`SELECT 1 FROM posting WHERE chat_id = $1 AND term NOT LIKE '% %'`, [chatId]);
    expect(rows).toEqual([]);
  });
});
