import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { holds, PROPERTY_TIMEOUT } from '../support/property.js';
import { indexOf, replaceText } from './forgetting-stage.js';
import { type KnowledgeStage, startKnowledge } from './knowledge-stage.js';

/** Words of three languages, and some that no language changes. */
const SENTENCES = [
  'The harbour master keeps the keys of the boats in his office.',
  'Boats are moored for twelve euros a night.',
  'Der Hafenmeister bewahrt die Schlüssel der Boote in seinem Büro auf.',
  'Le capitaine du port garde les clés des bateaux dans son bureau.',
];
const text = fc
  .tuple(fc.constantFrom(...SENTENCES), fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }))
  .map(([sentence, words]) => `${sentence} ${words.map((word) => `q${word}`).join(' ')}`);
const deed = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('send' as const), text }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('edit' as const), nth: fc.nat(), text }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('delete' as const), nth: fc.nat() }) },
  ...(['catch up', 'forget', 'rebuild'] as const).map((does) => fc.record({ does: fc.constant(does) })),
);
const QUESTIONS = ['q1 q2 q3', 'Where are the keys of the boats?', 'Hafenmeister Schlüssel', 'q7 bateaux', 'q9'];

describe('texts that come and go in any order', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  beforeAll(async () => {
    [api, stage] = [await startApi({ WORKER: 'off' }), await startKnowledge()];
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  it(
    'leave the index that those which are left make, and are never found again',
    () =>
      holds(15, fc.array(deed, { minLength: 4, maxLength: 30 }), async (deeds) => {
        const alice = api.user('alice');
        const { id: chatId } = await ok(alice.createChat());
        const scope = { userId: alice.userId, chatId, isOwnersChats: false };
        const texts = new Map<number, string>();
        for (const each of deeds) {
          const messageId = 'nth' in each ? [...texts.keys()][each.nth % Math.max(1, texts.size)] : undefined;
          if (each.does === 'send') texts.set((await ok(alice.sendMessage(chatId, each.text))).id, each.text);
          else if (each.does === 'catch up') await stage.knowledge.catchUp(scope, AbortSignal.timeout(20_000));
          else if (each.does === 'forget') await stage.knowledge.forget(AbortSignal.timeout(20_000));
          else if (each.does === 'rebuild') {
            await api.pool.query('UPDATE knowledge SET version = 0 WHERE chat_id = $1', [chatId]);
            await stage.knowledge.rebuildNext(AbortSignal.timeout(20_000));
          } else if (messageId !== undefined) {
            await replaceText(stage, { chatId, messageId }, each.does === 'edit' ? each.text : '');
            if (each.does === 'edit') texts.set(messageId, each.text);
            else texts.delete(messageId);
          }
          const found = await stage.knowledge.search(
            scope,
            { question: 'q1 q2 q3 q4 q5 q6 q7 q8 q9 boats Boote bateaux', earlier: [] },
            { characters: 1_000_000, excluded: [] },
          );
          for (const { messageId: id, text: shown } of found) expect(texts.get(id)).toContain(shown);
        }
        await stage.knowledge.catchUp(scope, AbortSignal.timeout(20_000));
        await stage.knowledge.forget(AbortSignal.timeout(20_000));
        const { rows } = await api.pool.query<{ message_id: string }>(
          'SELECT message_id FROM passage WHERE chat_id = $1 ORDER BY id',
          [chatId],
        );
        const order = [...new Set(rows.map(({ message_id: id }) => Number(id)))];
        expect(order.toSorted((a, b) => a - b)).toEqual([...texts.keys()].toSorted((a, b) => a - b));
        const fresh = await chatOf(
          alice,
          order.map((id) => texts.get(id) ?? ''),
        );
        expect(await answers(alice, chatId)).toEqual(await answers(alice, fresh));
        expect(await indexOf(api, chatId)).toEqual(await indexOf(api, fresh));
      }),
    PROPERTY_TIMEOUT,
  );

  async function chatOf(client: ApiClient, texts: readonly string[]): Promise<number> {
    const { id } = await ok(client.createChat());
    for (const each of texts) await ok(client.sendMessage(id, each));
    return id;
  }

  async function answers(client: ApiClient, chatId: number): Promise<unknown> {
    const found = await Promise.all(QUESTIONS.map((question) => stage.ask(client, chatId, question)));
    return found.map((passages) => passages.map(({ text: shown, score }) => [shown, score.toFixed(9)]));
  }
});
