import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatListDto } from '#libs/chat';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { invalid, ok } from '../support/expectations.js';

const LONG_AGO = '2001-02-03T04:05:06.789Z';

describe('listChats with updated_since', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const setUpdatedAt = (chatId: number, time: string) =>
    api.pool.query('UPDATE chat SET updated_at = $2 WHERE id = $1', [chatId, time]);
  const titles = async (client: ApiClient, query: Record<string, string | number>) =>
    (await ok(client.listChats(query))).data.map(({ title }) => title);

  it('is inclusive and in the order of (updated_at, id), oldest first', async () => {
    const alice = api.user('alice');
    for (const [title, time] of [
      ['c', '2001-02-03T00:00:02.001Z'],
      ['a', '2001-02-03T00:00:01.000Z'],
      ['before', '2001-02-03T00:00:00.999Z'],
      ['b', '2001-02-03T00:00:02.000Z'],
      ['d', '2001-02-03T00:00:02.001Z'],
    ] as const)
      await setUpdatedAt((await ok(alice.createChat({ title }))).id, time);
    const expected = ['a', 'b', 'c', 'd'];
    expect(await titles(alice, { updated_since: '2001-02-03T00:00:01.000Z' })).toEqual(expected);
    expect(await titles(alice, { updated_since: '2001-02-03T00:00:01Z' })).toEqual(expected);
    expect(await titles(alice, { updated_since: '2001-02-03T02:00:01+02:00' })).toEqual(expected);
    expect(await titles(alice, { updated_since: '2001-02-03T00:00:02.001Z' })).toEqual(['c', 'd']);
    expect(await titles(alice, { updated_since: '2001-02-03T00:00:02.002Z' })).toEqual([]);
  });

  it('goes through its pages in that order', async () => {
    const alice = api.user('alice');
    for (const title of ['1', '2', '3', '4', '5'])
      await setUpdatedAt((await ok(alice.createChat({ title }))).id, title < '4' ? LONG_AGO : '2001-02-03T04:05:07Z');
    const found: unknown[] = [];
    for (let query: Record<string, string> | undefined = { updated_since: LONG_AGO }; query !== undefined;) {
      const page: ChatListDto = await ok(alice.listChats({ ...query, limit: 2 }));
      found.push(...page.data.map(({ title }) => title));
      query = page.next_cursor === null ? undefined : { cursor: page.next_cursor };
    }
    expect(found).toEqual(['1', '2', '3', '4', '5']);
  });

  it('finds DELETED chats only when they are asked for', async () => {
    const alice = api.user('alice');
    for (const [title, status] of [
      ['kept', 'ARCHIVED'],
      ['gone', 'DELETED'],
    ] as const) {
      const { id } = await ok(alice.createChat({ title }));
      await ok(alice.updateChatStatus(id, { status }));
    }
    expect(await titles(alice, { updated_since: LONG_AGO })).toEqual(['kept']);
    expect(await titles(alice, { updated_since: LONG_AGO, status: 'DELETED' })).toEqual(['gone']);
  });

  it('sees every change, because updated_at moves with last_seq', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await ok(alice.createChat({ chat_type: 'GROUP', participants: [bob.userId] }));
    const first = await ok(alice.sendMessage(id, 'first'));
    const draft = await ok(alice.sendMessage(id, { content: 'draft', status: 'SENDING' }));
    const rename = { message_type: 'SYSTEM', content: 'x', message_metadata: { action: 'rename', title: 'New' } };
    const changes: [string, () => Promise<unknown>][] = [
      ['a message', () => ok(bob.sendMessage(id, 'second'))],
      ['a receipt', () => ok(bob.updateMessageStatus(first.id, { status: 'DELIVERED' }))],
      ['a watermark', () => ok(bob.updateMessageStatus(first.id, { status: 'READ', up_to: true }))],
      ['a status of a message', () => ok(alice.updateMessageStatus(draft.id, { status: 'SENT' }))],
      ['a reaction', () => ok(bob.addReaction(first.id, '👍'))],
      ['a reaction taken back', () => ok(bob.removeReaction(first.id, '👍'))],
      ['an act', () => ok(alice.sendMessage(id, rename))],
      ['a status of the chat', () => ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }))],
    ];
    for (const [what, change] of changes) {
      await setUpdatedAt(id, LONG_AGO);
      const before = await ok(alice.getChat(id));
      await change();
      const after = await ok(alice.getChat(id));
      expect([what, after.last_seq > before.last_seq]).toEqual([what, true]);
      expect([what, after.updated_at > LONG_AGO]).toEqual([what, true]);
    }
  });

  it.each([
    'yesterday',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '1767225600',
  ])('refuses %s, which is no RFC 3339 time', async (updated_since) => {
    expect(await invalid(api.user().listChats({ updated_since }))).toEqual({ updated_since: 'not_a_time' });
  });
});
