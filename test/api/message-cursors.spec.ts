import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageListDto } from '#libs/message';
import type { ApiClient, Reply } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { idsOf, linksOf, sendAll } from '../support/page-walk.js';

const ANCHORS = ['cursor', 'before', 'after', 'around', 'after_seq'] as const;

describe('cursors and links', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let chatId: number;
  let ids: number[];
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    chatId = (await ok(alice.createChat())).id;
    ids = idsOf(await sendAll(alice, chatId, ['0', '1', '2', '3', '4', '5', '6', '7']));
  });
  afterAll(() => api.close());

  const cursorOf = async (query: Record<string, string | number> = {}) =>
    (await ok(alice.listMessages(chatId, { limit: 3, ...query }))).next_cursor ?? '';
  const follow = (path = '') => alice.call<MessageListDto>('listMessages', 'GET', path);

  const pairs = ANCHORS.flatMap((one, nth) => ANCHORS.slice(nth + 1).map((other) => [one, other] as const));
  it.each(pairs)('%s and %s exclude each other', async (one, other) => {
    const cursor = await cursorOf();
    const given = (name: string) => ({ [name]: name === 'cursor' ? cursor : 1 });
    await refused(alice.listMessages(chatId, { ...given(one), ...given(other) }), 400, 'conflicting_parameters');
  });

  it.each([
    ['order', 'asc'],
    ['parent_message_id', 1],
    ['thread_root_id', 1],
    ['message_type', 'TEXT'],
    ['is_user', true],
    ['status', 'SENT'],
    ['q', 'x'],
  ])('after_seq does not combine with %s', async (name, value) => {
    await refused(alice.listMessages(chatId, { after_seq: 0, [name]: value }), 400, 'conflicting_parameters');
  });

  it.each([
    ['order', 'asc', 'desc'],
    ['order', 'desc', 'asc'],
    ['message_type', 'TEXT', 'FILE'],
    ['is_user', 'true', 'false'],
    ['status', 'SENT', 'READ'],
    ['q', 'word', 'words'],
    ['parent_message_id', '', '7'],
    ['thread_root_id', '', '7'],
  ])('a cursor fixes %s: %j, not %j', async (name, value, other) => {
    const { id } = await ok(alice.createChat());
    const [root] = await sendAll(alice, id, ['a word']);
    const said = { content: 'another word', parent_message_id: root?.id };
    await sendAll(alice, id, [said, said, said]);
    const given = { [name]: value === '' ? (root?.id ?? 0) : value };
    const first = await ok(alice.listMessages(id, { limit: 1, ...given }));
    const cursor = first.next_cursor ?? '';
    const alone = await ok(alice.listMessages(id, { limit: 1, cursor }));
    expect(await ok(alice.listMessages(id, { limit: 1, cursor, ...given }))).toEqual(alone);
    await refused(alice.listMessages(id, { cursor, [name]: other }), 400, 'cursor_mismatch');
    const added: Record<string, string | boolean> = name === 'q' ? { is_user: true } : { q: 'word' };
    await refused(alice.listMessages(id, { cursor, ...added }), 400, 'cursor_mismatch');
  });

  const at = (nth: number) => ids.at(nth) ?? 0;

  it.each(['x', '====', 'eyJ9', Buffer.from('{}').toString('base64url'), Buffer.from('null').toString('base64url')])(
    'a cursor that nobody was given is refused: %s',
    async (cursor) => {
      expect((await alice.listMessages(chatId, { cursor })).status).toBe(400);
    },
  );

  it('a cursor opens no other chat', async () => {
    const [mallory, cursor] = [api.user('mallory'), await cursorOf()];
    await refused(mallory.listMessages(chatId, { cursor }), 404, 'chat_not_found');
    const other = await ok(alice.createChat());
    expect((await alice.listMessages(other.id, { cursor })).status).toBe(400);
  });

  it.each([
    ['the latest', {}],
    ['the latest, turned', { order: 'desc' }],
    ['the first', { order: 'asc' }],
    ['with a filter', { message_type: 'TEXT', is_user: 'true', status: 'SENT' }],
    ['with words', { q: 'é %&+ #?' }],
  ])('links lead through the chat and back again: %s', async (_name, query) => {
    const { id } = await ok(alice.createChat());
    await sendAll(
      alice,
      id,
      Array.from({ length: 7 }, () => 'É %&+ #?'),
    );
    const pages: Reply<MessageListDto>[] = [await alice.listMessages(id, { limit: 3, ...query })];
    for (let next = linksOf(pages[0]!)['next']; next !== undefined; next = linksOf(pages.at(-1)!)['next'])
      pages.push(await follow(next));
    const shown = await Promise.all(pages.map(async (page) => idsOf((await ok(page)).data)));
    expect(shown.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(new Set(shown.flat()).size).toBe(7);
    expect(pages.map((page) => Object.keys(linksOf(page)).sort())).toEqual([['next'], ['next', 'prev'], ['prev']]);
    for (const nth of [1, 2]) {
      const back = await ok(follow(linksOf(pages[nth]!)['prev']));
      expect(idsOf(back.data)).toEqual(shown[nth - 1]);
    }
  });

  it('from the middle, links lead both ways', async () => {
    const reply = await alice.listMessages(chatId, { around: at(4), limit: 3 });
    const { next, prev } = linksOf(reply);
    expect(idsOf((await ok(reply)).data)).toEqual(ids.slice(3, 6));
    expect(idsOf((await ok(follow(next))).data)).toEqual(ids.slice(0, 3));
    expect(idsOf((await ok(follow(prev))).data)).toEqual(ids.slice(6));
    const before = linksOf(await alice.listMessages(chatId, { before: at(4), limit: 3 }));
    expect(idsOf((await ok(follow(before['next']))).data)).toEqual(ids.slice(0, 1));
    expect(idsOf((await ok(follow(before['prev']))).data)).toEqual(ids.slice(4, 7));
    const after = linksOf(await alice.listMessages(chatId, { after: at(2), limit: 3 }));
    expect(idsOf((await ok(follow(after['next']))).data)).toEqual(ids.slice(6));
    expect(idsOf((await ok(follow(after['prev']))).data)).toEqual(ids.slice(0, 3));
  });

  it.each([
    ['the latest', {}],
    ['the first', { order: 'asc' }],
    ['after', { after: 0 }],
    ['before', { before: Number.MAX_SAFE_INTEGER }],
    ['changes', { after_seq: 0 }],
  ])('the next link says what next_cursor says: %s', async (_name, query) => {
    const reply = await alice.listMessages(chatId, { limit: 3, ...query });
    const cursor = (await ok(reply)).next_cursor ?? '';
    const followed = await ok(follow(linksOf(reply)['next']));
    expect(followed).toEqual(await ok(alice.listMessages(chatId, { cursor, limit: 3 })));
    expect(followed.data).toHaveLength(3);
  });
});
