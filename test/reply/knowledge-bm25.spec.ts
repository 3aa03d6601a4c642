import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { holds, PROPERTY_TIMEOUT } from '../support/property.js';
import { type KnowledgeStage, startKnowledge } from './knowledge-stage.js';

/** No language changes or drops such a word. */
const word = fc.integer({ min: 1, max: 12 }).map((nth) => `q${nth}`);
const collection = fc.record({
  chats: fc.array(fc.array(fc.array(word, { maxLength: 20 }), { maxLength: 7 }), { minLength: 1, maxLength: 3 }),
  question: fc.array(word, { minLength: 1, maxLength: 6 }),
});

describe('the scores of passages', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  beforeAll(async () => {
    [api, stage] = [await startApi(), await startKnowledge()];
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  it(
    'are those of BM25 over the whole scope',
    () =>
      holds(12, collection, async ({ chats, question }) => {
        const alice = api.user('alice');
        const texts: string[] = [];
        let asked = 0;
        for (const documents of chats) {
          const { id: chatId } = await ok(alice.createChat());
          asked = chatId;
          for (const words of documents) {
            // A word of its own tells it from the question, which is not found.
            texts.push([...words, `d${texts.length}`].join(' '));
            await ok(alice.sendMessage(chatId, texts.at(-1)));
          }
        }
        const found = await stage.ask(alice, asked, question.join(' '), { isOwnersChats: true });
        const expected = bruteForce(texts, question);
        expect(new Map(found.map(({ text, score }) => [text, score.toFixed(9)]))).toEqual(expected);
        const scores = found.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
    PROPERTY_TIMEOUT,
  );
});

/** Robertson and Zaragoza (2009), with Lucene's idf and constants, by going through everything. */
function bruteForce(texts: readonly string[], question: readonly string[]): Map<string, string> {
  const documents = texts.map((text) => text.split(' '));
  const average = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(1, documents.length);
  const scores = documents.map((words) =>
    question.reduce((sum, term) => {
      const frequency = documents.filter((other) => other.includes(term)).length;
      const occurrences = words.filter((other) => other === term).length;
      const idf = Math.log(1 + (documents.length - frequency + 0.5) / (frequency + 0.5));
      return sum + (idf * occurrences) / (occurrences + 1.2 * (1 - 0.75 + (0.75 * words.length) / average));
    }, 0),
  );
  return new Map(
    texts.map((text, nth) => [text, (scores[nth] ?? 0).toFixed(9)] as const).filter(([, score]) => Number(score) > 0),
  );
}
