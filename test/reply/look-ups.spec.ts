import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { CountedStatements } from '../support/counted-statements.js';
import { answered, ragChat, ragOf } from '../support/reply-chats.js';
import { readMarkdown } from '../support/reply-documents.js';

const SHOP = `# Hours

The shop opens at nine and closes at six. Parcels may be returned within thirty days.`;

describe('what a reply looks up', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let chatId: number;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    chatId = (await ragChat(alice)).id;
    await readMarkdown(alice, chatId, SHOP, 'shop.md');
  });
  afterAll(() => api.close());

  it.each([
    ['for one question', 'When does the shop open?', 1],
    ['for one that follows others', 'And when does it close?', 1],
    ['for each of two', 'When does the shop open, and how long may parcels be returned?', 2],
  ])('is each word once to find passages, and once to judge and to quote them: %s', async (_what, question, asked) => {
    const counted = new CountedStatements();
    try {
      const reply = await answered(alice, chatId, question);
      expect(ragOf(reply).citations).toHaveLength(asked);
    } finally {
      counted.stop();
    }
    const having = (part: RegExp) => counted.texts.filter((text) => part.test(text));
    // Postings of words, and how many there are.
    expect(having(/string_agg\(.* FROM posting p/s)).toHaveLength(asked);
    expect(having(/sum\(octet_length\(p\.packed\)\)/)).toHaveLength(asked);
    expect(having(/JOIN passage p .* JOIN message m/s)).toHaveLength(asked);
  });
});
