import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { invalid, ok } from '../support/expectations.js';

describe('listChats', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const titles = async (client: ApiClient, query?: Record<string, string | number>) =>
    (await ok(client.listChats(query))).data.map(({ title }) => title);

  it('is empty for somebody new', async () => {
    expect(await ok(api.user().listChats())).toEqual({ data: [], has_more: false, next_cursor: null });
  });

  it('puts the chat with the latest message first', async () => {
    const alice = api.user('alice');
    const ids = new Map<string, number>();
    for (const title of ['a', 'b', 'c']) ids.set(title, (await ok(alice.createChat({ title }))).id);
    let time = '';
    // Messages of one millisecond have no order in time, so each is sent until it has a later one.
    const sendLater = async (title: string) => {
      for (const before = time; time <= before;)
        time = (await ok(alice.sendMessage(ids.get(title) ?? 0, 'hello'))).created_at;
    };
    for (const title of ['b', 'a', 'c']) await sendLater(title);
    expect(await titles(alice)).toEqual(['c', 'a', 'b']);
    await sendLater('a');
    expect(await titles(alice)).toEqual(['a', 'c', 'b']);
  });

  it("shows one's own chats and groups, and nobody else's", async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    await ok(alice.createChat({ title: 'personal' }));
    await ok(alice.createChat({ title: 'shared', chat_type: 'GROUP', participants: [bob.userId] }));
    await ok(bob.createChat({ title: "bob's" }));
    expect(new Set(await titles(alice))).toEqual(new Set(['personal', 'shared']));
    expect(new Set(await titles(bob))).toEqual(new Set(["bob's", 'shared']));
    expect(await titles(api.user('mallory'))).toEqual([]);
  });

  it('shows each chat as getChat does', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ chat_type: 'GROUP', chat_metadata: { a: [1] } }));
    await ok(alice.sendMessage(id, 'hello'));
    expect((await ok(alice.listChats())).data).toEqual([await ok(alice.getChat(id))]);
  });

  describe('filters', () => {
    let alice: ApiClient;
    beforeAll(async () => {
      alice = api.user('alice');
      for (const [title, chat_type, status] of [
        ['p', 'PERSONAL', 'ACTIVE'],
        ['p archived', 'PERSONAL', 'ARCHIVED'],
        ['p deleted', 'PERSONAL', 'DELETED'],
        ['g', 'GROUP', 'ACTIVE'],
        ['g deleted', 'GROUP', 'DELETED'],
        ['s archived', 'SYSTEM', 'ARCHIVED'],
      ] as const) {
        const { id } = await ok(alice.createChat({ title, chat_type, session_id: `session of ${title}` }));
        await ok(alice.updateChatStatus(id, { status }));
      }
    });

    it.each([
      [{}, ['g', 'p', 'p archived', 's archived']],
      [{ status: 'ACTIVE' }, ['g', 'p']],
      [{ status: 'ARCHIVED' }, ['p archived', 's archived']],
      [{ status: 'DELETED' }, ['g deleted', 'p deleted']],
      [{ chat_type: 'PERSONAL' }, ['p', 'p archived']],
      [{ chat_type: 'GROUP' }, ['g']],
      [{ chat_type: 'SYSTEM' }, ['s archived']],
      [{ chat_type: 'GROUP', status: 'DELETED' }, ['g deleted']],
      [{ chat_type: 'SYSTEM', status: 'ACTIVE' }, []],
      [{ session_id: 'session of p' }, ['p']],
      [{ session_id: 'session of p', chat_type: 'GROUP' }, []],
      [{ session_id: 'no such session' }, []],
    ])('%j', async (query, expected) => {
      const found = await titles(alice, query);
      expect(found).toHaveLength(expected.length);
      expect(new Set(found)).toEqual(new Set(expected));
    });
  });

  it.each([
    ['limit', 0, 'out_of_range'],
    ['limit', 101, 'out_of_range'],
    ['limit', 'ten', 'out_of_range'],
    ['limit', '1.5', 'out_of_range'],
    ['limit', '', 'out_of_range'],
    ['status', 'active', 'not_allowed'],
    ['status', 'ACTIVE,ARCHIVED', 'not_allowed'],
    ['chat_type', 'TEAM', 'not_allowed'],
    ['session_id', 'x'.repeat(129), 'too_long'],
    ['page', 2, 'unknown_field'],
    ['sort', 'title', 'unknown_field'],
  ])('refuses %s=%s as %s', async (field, value, code) => {
    expect(await invalid(api.user().listChats({ [field]: value }))).toEqual({ [field]: code });
  });

  it.each(['limit=1&limit=2', 'status=ACTIVE&status=DELETED', 'session_id[]=a', 'limit=%ff'])(
    'refuses the query %s',
    async (query) => {
      expect((await api.user().call('listChats', 'GET', `/chats?${query}`)).status).toBe(400);
    },
  );

  it('ignores a trailing slash and is not to be stored by caches', async () => {
    const { status, headers } = await api.user().call('listChats', 'GET', '/chats/');
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  });
});
