import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageListDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { invalid, ok } from '../support/expectations.js';
import { idsOf, pagesOf, sendAll } from '../support/page-walk.js';

describe('pages of messages', () => {
  let api: ApiServer;
  let alice: ApiClient;
  /** A chat of twelve messages, with ids of another chat between them. */
  let chatId: number;
  let ids: number[];
  let between: number[];
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    chatId = (await ok(alice.createChat())).id;
    const other = (await ok(alice.createChat())).id;
    [ids, between] = [[], []];
    for (let nth = 0; nth < 12; nth++) {
      ids.push((await ok(alice.sendMessage(chatId, `m${nth}`))).id);
      between.push((await ok(alice.sendMessage(other, 'x'))).id);
    }
  });
  afterAll(() => api.close());

  const at = (list: readonly number[], nth: number) => list.at(nth) ?? 0;
  const nths = ({ data }: MessageListDto) => idsOf(data).map((id) => ids.indexOf(id));
  /** Which messages the pages hold, e.g. `2 3 | 0 1`. */
  const pageIds = async (query: Record<string, string | number>) =>
    (await pagesOf(alice, chatId, query)).map((page) => nths(page).join(' ')).join(' | ');

  it.each([
    ['the latest', {}, '9 10 11 | 6 7 8 | 3 4 5 | 0 1 2'],
    ['the latest, turned', { order: 'desc' }, '11 10 9 | 8 7 6 | 5 4 3 | 2 1 0'],
    ['the first', { order: 'asc' }, '0 1 2 | 3 4 5 | 6 7 8 | 9 10 11'],
    ['a page that is just full', { limit: 12 }, '0 1 2 3 4 5 6 7 8 9 10 11'],
    ['a page that is not full', { limit: 100 }, '0 1 2 3 4 5 6 7 8 9 10 11'],
    ['a last page that is not full', { limit: 5 }, '7 8 9 10 11 | 2 3 4 5 6 | 0 1'],
  ])('from %s walk the chat', async (_name, query, expected) => {
    expect(await pageIds({ limit: 3, ...query })).toEqual(expected);
  });

  it.each([
    ['before', 5, {}, '2 3 4 | 0 1'],
    ['before', 5, { order: 'asc' }, '2 3 4 | 0 1'],
    ['before', 5, { order: 'desc' }, '4 3 2 | 1 0'],
    ['before', 0, {}, ''],
    ['after', 6, {}, '7 8 9 | 10 11'],
    ['after', 6, { order: 'asc' }, '7 8 9 | 10 11'],
    ['after', 6, { order: 'desc' }, '9 8 7 | 11 10'],
    ['after', 11, {}, ''],
    ['around', 6, {}, '5 6 7 | 2 3 4 | 0 1'],
    ['around', 6, { order: 'asc' }, '5 6 7 | 2 3 4 | 0 1'],
    ['around', 6, { order: 'desc' }, '7 6 5 | 4 3 2 | 1 0'],
    ['around', 6, { limit: 1 }, '6 | 5 | 4 | 3 | 2 | 1 | 0'],
    ['around', 6, { limit: 7 }, '3 4 5 6 7 8 9 | 0 1 2'],
  ])('%s the message %i, with %j', async (anchor, nth, query, expected) => {
    expect(await pageIds({ limit: 3, [anchor]: at(ids, nth), ...query })).toEqual(expected);
  });

  it('take anchors that do not exist in the chat', async () => {
    expect(await pageIds({ limit: 3, before: at(between, 4) })).toEqual('2 3 4 | 0 1');
    expect(await pageIds({ limit: 3, after: at(between, 8) })).toEqual('9 10 11');
    expect(await pageIds({ limit: 6, after: 0 })).toEqual('0 1 2 3 4 5 | 6 7 8 9 10 11');
    expect(await pageIds({ limit: 6, before: 1 })).toEqual('');
    expect(await pageIds({ limit: 6, after: Number.MAX_SAFE_INTEGER })).toEqual('');
    expect(await pageIds({ limit: 6, before: Number.MAX_SAFE_INTEGER })).toEqual('6 7 8 9 10 11 | 0 1 2 3 4 5');
    expect(await pageIds({ limit: 2, around: at(between, 4) })).toEqual('4 5 | 2 3 | 0 1');
  });

  it.each([0, 11])('around the edge, message %i, are still one piece with it inside', async (nth) => {
    const page = nths(await ok(alice.listMessages(chatId, { limit: 5, around: at(ids, nth) })));
    expect(page).toContain(nth);
    expect(page.length).toBeGreaterThanOrEqual(3);
    expect(page).toEqual(Array.from(page, (_, offset) => (page[0] ?? 0) + offset));
  });

  it('say whether there is more, and the number of the latest change', async () => {
    const { last_seq } = await ok(alice.getChat(chatId));
    const pages = await pagesOf(alice, chatId, { limit: 5 });
    expect(pages.map(({ has_more, next_cursor }) => [has_more, typeof next_cursor])).toEqual([
      [true, 'string'],
      [true, 'string'],
      [false, 'object'],
    ]);
    expect(pages.map((page) => page.last_seq)).toEqual([last_seq, last_seq, last_seq]);
    const full = await ok(alice.listMessages(chatId, { limit: 12 }));
    expect(full).toMatchObject({ has_more: false, next_cursor: null });
  });

  it('of an empty chat are empty', async () => {
    const { id, last_seq } = await ok(alice.createChat());
    const empty = { data: [], has_more: false, next_cursor: null, last_seq };
    const queries: Record<string, string | number>[] = [
      {},
      { order: 'asc' },
      { before: 9 },
      { after: 0 },
      { around: 1 },
    ];
    for (const query of queries) expect(await ok(alice.listMessages(id, query))).toEqual(empty);
  });

  it('hold 50 messages unless told otherwise', async () => {
    const { id } = await ok(alice.createChat());
    await Promise.all(Array.from({ length: 103 }, () => ok(alice.sendMessage(id, 'x'))));
    expect((await ok(alice.listMessages(id))).data).toHaveLength(50);
    expect((await ok(alice.listMessages(id, { limit: 100 }))).data).toHaveLength(100);
    const sizes = (await pagesOf(alice, id, { after: 0 })).map(({ data }) => data.length);
    expect(sizes).toEqual([50, 50, 3]);
  });

  it('may change their size during a walk', async () => {
    const { next_cursor: cursor } = await ok(alice.listMessages(chatId, { limit: 2 }));
    const page = await ok(alice.listMessages(chatId, { cursor: cursor ?? '', limit: 4 }));
    expect(idsOf(page.data)).toEqual(ids.slice(6, 10));
  });

  it('show every message exactly once while others send', async () => {
    const { id } = await ok(alice.createChat());
    const sent = await sendAll(alice, id, ['0', '1', '2', '3', '4', '5', '6']);
    const walks = { older: [] as number[], newer: [] as number[] };
    let [older, newer] = [
      await ok(alice.listMessages(id, { limit: 2 })),
      await ok(alice.listMessages(id, { limit: 3, order: 'asc' })),
    ];
    for (;;) {
      walks.older.unshift(...idsOf(older.data));
      if (older.next_cursor === null) break;
      sent.push(await ok(alice.sendMessage(id, 'more')));
      older = await ok(alice.listMessages(id, { cursor: older.next_cursor, limit: 2 }));
    }
    for (;;) {
      walks.newer.push(...idsOf(newer.data));
      if (newer.next_cursor === null) break;
      if (sent.length < 15) sent.push(await ok(alice.sendMessage(id, 'more')));
      newer = await ok(alice.listMessages(id, { cursor: newer.next_cursor, limit: 3 }));
    }
    expect(walks).toEqual({ older: idsOf(sent.slice(0, 7)), newer: idsOf(sent) });
  });

  it.each([
    ['limit', '0'],
    ['limit', '101'],
    ['limit', '-1'],
    ['limit', '1.5'],
    ['limit', ''],
    ['limit', '1e1'],
    ['before', '0'],
    ['before', '-1'],
    ['before', '9007199254740992'],
    ['before', 'x'],
    ['after', '-1'],
    ['after', '9007199254740992'],
    ['after_seq', '-1'],
    ['around', '0'],
    ['order', 'up'],
    ['order', 'ASC'],
    ['colour', 'red'],
  ])('cannot be asked for with %s=%s', async (name, value) => {
    expect(Object.keys(await invalid(alice.listMessages(chatId, { [name]: value })))).toEqual([name]);
  });
});
