import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { type KnowledgeStage, startKnowledge, textsOf } from './knowledge-stage.js';

const TEXTS = [
  'The first lighthouse of the island was built of wood in 1820.',
  'The second lighthouse of the island was built of granite in 1875.',
  'The second harvest of the vineyard fills forty barrels in autumn.',
  'The second bridge across the river carries only trains and bicycles.',
  'The one bakery of the village opens before sunrise on market days.',
  'Passports are renewed at the town hall between nine and noon.',
];

const LIGHTHOUSES = [{ isUser: true, content: 'What was the first lighthouse of the island built of?' }];
const PASSPORTS = [{ isUser: true, content: 'Where are passports renewed, and when is the town hall open?' }];

describe('a question in a conversation', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  let alice: ApiClient;
  let chatId: number;
  beforeAll(async () => {
    [api, stage] = [await startApi(), await startKnowledge()];
    alice = api.user('alice');
    chatId = (await ok(alice.createChat())).id;
    for (const text of TEXTS) await ok(alice.sendMessage(chatId, text));
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  it('that stands alone finds the same with and without unrelated turns before it', async () => {
    const question = 'How many barrels does the harvest of the vineyard fill in autumn?';
    const alone = await stage.ask(alice, chatId, question);
    expect(alone[0]?.text).toBe(TEXTS[2]);
    expect(await stage.ask(alice, chatId, question, { earlier: PASSPORTS })).toEqual(alone);
  });

  it('that does not is helped by the turns before it', async () => {
    const question = 'and what about the second one?';
    const [before] = await stage.ask(alice, chatId, question, { earlier: LIGHTHOUSES });
    expect(before?.text).toBe(TEXTS[1]);
    const alone = await stage.ask(alice, chatId, question);
    expect(alone.find(({ text }) => text === TEXTS[1])?.score).toBeLessThan(before?.score ?? 0);
  });

  it('does not stand alone because it is a message itself', async () => {
    const question = 'and what about the second one, then?';
    const { id } = await ok(alice.sendMessage(chatId, question));
    const found = await stage.ask(alice, chatId, question, { earlier: LIGHTHOUSES, excluded: [id] });
    expect(found[0]?.text).toBe(TEXTS[1]);
    expect(found.map(({ messageId }) => messageId)).not.toContain(id);
  });

  it('whose words are nowhere is answered from the turns before it', async () => {
    expect(textsOf(await stage.ask(alice, chatId, 'why?', { earlier: PASSPORTS }))[0]).toBe(TEXTS[5]);
    expect(await stage.ask(alice, chatId, 'why?')).toEqual([]);
  });

  it('reads the latest three of the asker, and the latest reply', async () => {
    const nothing = { isUser: true, content: 'hmm' };
    const late = [nothing, nothing, nothing, ...PASSPORTS];
    expect(await stage.ask(alice, chatId, 'why?', { earlier: late })).toEqual([]);
    const replied = [{ isUser: false, content: 'At the town hall.' }, ...late];
    expect(textsOf(await stage.ask(alice, chatId, 'why?', { earlier: replied }))).toEqual([TEXTS[5]]);
  });
});
