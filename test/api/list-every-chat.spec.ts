import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatListDto } from '#libs/chat';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { linksOf } from '../support/page-walk.js';
import { ownDatabaseUrl } from '../support/test-database.js';

type Query = Record<string, string | number>;

/** Long ago, so that no other test of this file is in the way. */
const at = (text: string) => `2001-02-03T04:${text}Z`;

describe('listChats of a service without user_id', () => {
  let api: ApiServer;
  let service: ApiClient;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl() });
    service = api.service('push');
  });
  afterAll(() => api.close());

  const setUpdatedAt = (chatId: number, time: string) =>
    api.pool.query('UPDATE chat SET updated_at = $2 WHERE id = $1', [chatId, time]);
  async function chatsAt(...times: string[]): Promise<number[]> {
    const ids: number[] = [];
    for (const [nth, time] of times.entries()) {
      const { id } = await ok(api.user(`owner ${nth}`).createChat());
      await setUpdatedAt(id, time);
      ids.push(id);
    }
    return ids;
  }
  async function walk(query: Query, limit = 2): Promise<number[]> {
    const ids: number[] = [];
    for (let next: Query | undefined = query; next !== undefined;) {
      const page: ChatListDto = await ok(service.listChats({ ...next, limit }));
      expect(page.has_more).toBe(page.next_cursor !== null);
      ids.push(...page.data.map(({ id }) => id));
      next = page.next_cursor === null ? undefined : { cursor: page.next_cursor };
    }
    return ids;
  }

  it('shows every chat of everybody as it is shown to a service, without unread_count', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const own = await ok(bob.createChat());
    await ok(alice.sendMessage(id, 'unread to bob'));
    const { data } = await ok(service.listChats({ limit: 100 }));
    expect(data.slice(-2)).toEqual([await ok(service.getChat(own.id)), await ok(service.getChat(id))]);
    expect(data.filter((chat) => 'unread_count' in chat)).toEqual([]);
  });

  it('is inclusive and in the order of (updated_at, id), through all pages', async () => {
    const [c, a, , d, b, e] = await chatsAt(
      at('20:00.001'),
      at('01:00'),
      at('00:59.999'),
      at('20:00.001'),
      at('01:00'),
      at('55:00'),
    );
    const until = (ids: number[]) => ids.slice(0, 5);
    for (const limit of [1, 2, 3, 5, 100])
      expect(until(await walk({ updated_since: at('01:00') }, limit))).toEqual([a, b, c, d, e]);
    expect((await walk({ updated_since: at('20:00.001') })).slice(0, 3)).toEqual([c, d, e]);
    expect((await walk({ updated_since: at('20:00.002') }))[0]).toBe(e);
  });

  it('finds what changed again', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await setUpdatedAt(id, at('30:00'));
    const since = new Date(Date.now() - 60_000).toISOString();
    expect(await walk({ updated_since: since })).not.toContain(id);
    await ok(alice.sendMessage(id, 'again'));
    expect((await walk({ updated_since: since })).at(-1)).toBe(id);
  });

  it('links to the next page (RFC 8288)', async () => {
    await chatsAt(at('40:00'), at('40:01'));
    const reply = await service.listChats({ updated_since: at('40:00'), limit: 1 });
    const next = linksOf(reply)['next'] ?? '';
    const { body } = await service.call<ChatListDto>('listChats', 'GET', next);
    expect(body.data[0]?.updated_at).toBe(at('40:01.000'));
  });

  it('narrows by status and type; DELETED chats only when they are asked for', async () => {
    const [kept, archived, gone] = await chatsAt(at('45:00'), at('45:01'), at('45:02'));
    const group = (await groupOf(api.user('g'))).id;
    await ok(service.updateChatStatus(archived!, { status: 'ARCHIVED' }));
    await ok(service.updateChatStatus(gone!, { status: 'DELETED' }));
    for (const [nth, id] of [kept, archived, gone, group].entries()) await setUpdatedAt(id!, at(`45:0${nth}`));
    const first = async (query: Query) => (await walk({ updated_since: at('45:00'), ...query })).slice(0, 3);
    expect(await first({})).toEqual([kept, archived, group]);
    expect((await first({ status: 'DELETED' }))[0]).toBe(gone);
    expect((await first({ status: 'ARCHIVED' }))[0]).toBe(archived);
    expect((await first({ chat_type: 'GROUP' }))[0]).toBe(group);
  });

  it('shows a purged chat no more', async () => {
    const [id] = await chatsAt(at('50:00'));
    await ok(service.updateChatStatus(id!, { status: 'DELETED' }));
    expect(await walk({ status: 'DELETED' })).toContain(id);
    await api.pool.query('DELETE FROM chat WHERE id = $1', [id]);
    expect(await walk({ status: 'DELETED' })).not.toContain(id);
  });

  it.each(['q', 'session_id'])('refuses %s, which looks through the chats of one user', async (field) => {
    const { errors } = await refused(service.listChats({ [field]: 'x' }), 400, 'user_id_needed_with');
    expect(errors).toEqual([expect.objectContaining({ field })]);
    await ok(service.listChats({ [field]: 'x', user_id: api.user('alice').userId }));
  });

  it('has cursors of its own, which fix the filters', async () => {
    const alice = api.user('alice');
    for (let nth = 0; nth < 3; nth++) await ok(alice.createChat());
    const every = (await ok(service.listChats({ limit: 1, chat_type: 'PERSONAL' }))).next_cursor ?? '';
    const hers = (await ok(alice.listChats({ limit: 1 }))).next_cursor ?? '';
    await refused(alice.listChats({ cursor: every }), 400, 'invalid_cursor');
    await refused(service.listChats({ cursor: hers }), 400, 'invalid_cursor');
    await refused(service.listChats({ cursor: every, chat_type: 'GROUP' }), 400, 'cursor_mismatch');
    for (const place of [{}, { every: null }, { every: { at: -1, id: 0 } }, { every: { at: 0, id: 0, turn: 1 } }])
      await refused(
        service.listChats({ cursor: Buffer.from(JSON.stringify({ place, filters: {} })).toString('base64url') }),
        400,
        'invalid_cursor',
      );
  });

  it('never answers a user so', async () => {
    const stranger = api.user('stranger');
    expect((await ok(stranger.listChats({ updated_since: at('00:00') }))).data).toEqual([]);
    const cursor = (await ok(service.listChats({ limit: 1 }))).next_cursor ?? '';
    await refused(stranger.listChats({ cursor }), 400, 'invalid_cursor');
  });
});
