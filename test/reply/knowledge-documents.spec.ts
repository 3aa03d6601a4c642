import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { type KnowledgeStage, startKnowledge } from './knowledge-stage.js';

describe('a long document', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  let alice: ApiClient;
  beforeAll(async () => {
    [api, stage] = [await startApi(), await startKnowledge()];
    alice = api.user('alice');
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  const indexed = async (text: string) => {
    const { id: chatId } = await ok(alice.createChat());
    const { id: messageId } = await ok(alice.sendMessage(chatId, { content: 'x', message_type: 'FILE' }));
    await stage.database.transaction((tx) =>
      stage.knowledge.index(tx, chatId, [{ messageId, source: 'extracted', text }]),
    );
    return { chatId, messageId };
  };

  const chapters = Array.from({ length: 400 }, (_, nth) => {
    const sentence = `In chapter ${nth} the 😀 traveller meets character n${nth} and walks on along the long road.`;
    return `## Chapter ${nth}\r\n\r\n${`${sentence} `.repeat(12)}`;
  });
  const text = chapters.join('\r\n\r\n');

  it('is found by what stands anywhere in it, and every passage is its slice', async () => {
    const { chatId, messageId } = await indexed(text);
    const points = [...text];
    for (const nth of [0, 199, 399]) {
      const found = await stage.ask(alice, chatId, `who is n${nth}?`, { characters: 4_000 });
      expect(found[0]?.text).toContain(`character n${nth} `);
      for (const passage of found) {
        expect(passage).toMatchObject({ messageId, source: 'extracted' });
        expect(passage.text).toBe(points.slice(passage.start, passage.end).join(''));
      }
    }
  });

  it('leaves others their turn while it is indexed', async () => {
    let isDone = false;
    const indexing = indexed(text.repeat(2)).finally(() => (isDone = true));
    let turns = 0;
    for (; !isDone; turns++) await setImmediate();
    await indexing;
    expect(turns).toBeGreaterThan(100);
  });

  it('is kept as it was extracted', async () => {
    const { chatId, messageId } = await indexed('a short text');
    const { rows } = await api.pool.query('SELECT text FROM document_text WHERE chat_id = $1 AND message_id = $2', [
      chatId,
      messageId,
    ]);
    expect(rows).toEqual([{ text: 'a short text' }]);
  });
});
