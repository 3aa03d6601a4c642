import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { type KnowledgeStage, startKnowledge, textsOf } from './knowledge-stage.js';

describe('several that index texts of one chat at once', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  beforeAll(async () => {
    [api, stage] = [await startApi(), await startKnowledge()];
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  it('lose nothing, and index nothing twice', async () => {
    const alice = api.user('alice');
    const { id: chatId } = await ok(alice.createChat());
    const texts = Array.from({ length: 12 }, (_, nth) => `walrus w${nth}`);
    const ids: number[] = [];
    for (const text of texts) ids.push((await ok(alice.sendMessage(chatId, text))).id);
    const scope = { userId: alice.userId, chatId, isOwnersChats: false };
    const index = (nth: number) =>
      stage.database.transaction((tx) =>
        stage.knowledge.index(tx, chatId, [{ messageId: ids[nth] ?? 0, source: 'content', text: texts[nth] ?? '' }]),
      );
    const caughtUp = () => stage.knowledge.catchUp(scope, AbortSignal.timeout(20_000));
    await Promise.all([...texts.keys()].flatMap((nth) => [index(nth), ...(nth % 6 === 0 ? [caughtUp()] : [])]));
    const found = await stage.ask(alice, chatId, 'walrus');
    expect(textsOf(found).toSorted()).toEqual(texts.toSorted());
    const { rows } = await api.pool.query<{ id: number }>('SELECT id FROM passage WHERE chat_id = $1 ORDER BY id', [
      chatId,
    ]);
    expect(rows.map(({ id }) => id)).toEqual(texts.map((_, nth) => nth + 1));
  });
});
