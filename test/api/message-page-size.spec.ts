import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { idsOf, pagesOf } from '../support/page-walk.js';

const MIB = 1_048_576;
/** Four of these fit a page of 4 MiB with room for their other fields, five do not. Two bytes a character. */
const LARGE = 'é'.repeat(520_000);

describe('a page of large FILE messages', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let chatId: number;
  let ids: number[];
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    chatId = (await ok(alice.createChat())).id;
    ids = [];
    for (let nth = 0; nth < 6; nth++)
      ids.push((await ok(alice.sendMessage(chatId, { content: LARGE, message_type: 'FILE' }))).id);
  });
  afterAll(() => api.close());

  const pageIds = async (query: Record<string, string | number>) =>
    (await pagesOf(alice, chatId, query)).map(({ data }) => idsOf(data).map((id) => ids.indexOf(id)));

  it.each([
    [
      'the latest page',
      {},
      [
        [2, 3, 4, 5],
        [0, 1],
      ],
    ],
    [
      'the latest page, turned',
      { order: 'desc' },
      [
        [5, 4, 3, 2],
        [1, 0],
      ],
    ],
    [
      'the first page',
      { order: 'asc' },
      [
        [0, 1, 2, 3],
        [4, 5],
      ],
    ],
    [
      'a page of a filter',
      { message_type: 'FILE' },
      [
        [2, 3, 4, 5],
        [0, 1],
      ],
    ],
    [
      'changes',
      { after_seq: 0 },
      [
        [0, 1, 2, 3],
        [4, 5],
      ],
    ],
    [
      'a page that the limit ends first',
      { limit: 3 },
      [
        [3, 4, 5],
        [0, 1, 2],
      ],
    ],
  ])('%s ends before 4 MiB, and the walk goes on where it ended', async (_name, query, expected) => {
    expect(await pageIds(query)).toEqual(expected);
  });

  it('around a message it holds it, ends before 4 MiB, and misses nothing that is older', async () => {
    const pages = await pageIds({ around: ids[4] ?? 0 });
    const [first = []] = pages;
    expect(first).toContain(4);
    expect(first.length).toBeLessThanOrEqual(4);
    const walked = pages.flat().toSorted((a, b) => a - b);
    expect(walked).toEqual(Array.from(walked, (_, nth) => nth));
    expect(pages).not.toHaveLength(1);
  });

  it('holds at least one message, and never a part of one', async () => {
    const { id } = await ok(alice.createChat());
    const contents = ['small', 'a'.repeat(MIB), '"'.repeat(MIB), 'a'.repeat(MIB), '\u0001'.repeat(MIB), 'small'];
    for (const content of contents) await ok(alice.sendMessage(id, { content, message_type: 'FILE' }));
    for (const order of ['asc', 'desc']) {
      const pages = await pagesOf(alice, id, { order });
      const walked = pages.flatMap(({ data }) => data.map(({ content }) => content));
      const expected = order === 'asc' ? contents : contents.toReversed();
      expect(walked.map((content, nth) => content === expected[nth])).toEqual(contents.map(() => true));
      expect(pages.length).toBeGreaterThan(1);
      const bytes = pages.map(({ data }) => data.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0));
      expect(Math.max(...bytes)).toBeLessThanOrEqual(4 * MIB);
    }
  });
});
