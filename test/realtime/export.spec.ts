import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { invalid, ok, refused } from '../support/expectations.js';
import { exportedMessages } from '../support/exported-messages.js';
import { groupOf } from '../support/group-chats.js';
import { allMessages, idsOf, pagesOf } from '../support/page-walk.js';

const lines = { headers: { accept: 'application/x-ndjson' } };

describe('an export', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let bob: ApiClient;
  let id: number;
  let ids: number[];
  beforeAll(async () => {
    api = await startApi();
    [alice, bob] = [api.user('alice'), api.user('bob')];
    ({ id } = await groupOf(alice, bob));
    const root = await ok(
      alice.sendMessage(id, { content: 'Where is it?\n"There" \u2028 it is', client_message_id: 'c-1' }),
    );
    const reply = await ok(bob.sendMessage(id, { content: 'Here 👍', parent_message_id: root.id }));
    const deeper = await ok(
      alice.sendMessage(id, { content: 'deeper', parent_message_id: reply.id, message_metadata: { a: null } }),
    );
    await ok(alice.sendMessage(id, { content: 'a notice', message_type: 'SYSTEM' }));
    await ok(alice.sendMessage(id, { content: 'waits', status: 'SENDING' }));
    await ok(api.service('bot').sendMessage(id, { content: 'an answer', is_user: false }));
    await ok(bob.addReaction(root.id, '👍'));
    await ok(bob.updateMessageStatus(deeper.id, { status: 'READ' }));
    await ok(bob.updateMessageStatus(root.id, { status: 'DELIVERED', up_to: true }));
    ids = idsOf(await allMessages(alice, id));
  });
  afterAll(() => api.close());

  it('is every message once, the oldest first, as the list shows it', async () => {
    const { status, headers, messages } = await exportedMessages(alice, id);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(messages).toHaveLength(6);
    expect(messages).toEqual(await allMessages(alice, id));
  });

  const filters: [string, () => Record<string, string | number | boolean>][] = [
    ['q', () => ({ q: 'here' })],
    ['status', () => ({ status: 'READ' })],
    ['status', () => ({ status: 'SENDING' })],
    ['is_user', () => ({ is_user: false })],
    ['message_type', () => ({ message_type: 'SYSTEM' })],
    ['parent_message_id', () => ({ parent_message_id: ids[0] ?? 0 })],
    ['thread_root_id', () => ({ thread_root_id: ids[0] ?? 0 })],
    ['two filters', () => ({ is_user: true, q: 'a' })],
  ];

  it.each(filters)('takes the filter %s of the list', async (_name, filter) => {
    const listed = (await pagesOf(alice, id, { ...filter(), order: 'asc' })).flatMap(({ data }) => data);
    const { messages } = await exportedMessages(alice, id, filter());
    expect(messages).toEqual(listed);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.length).toBeLessThan(6);
  });

  it('begins after an id, which need not exist', async () => {
    for (const [nth, after] of ids.entries())
      expect(idsOf((await exportedMessages(alice, id, { after })).messages)).toEqual(ids.slice(nth + 1));
    expect(idsOf((await exportedMessages(alice, id, { after: 0 })).messages)).toEqual(ids);
    expect(await exportedMessages(alice, id, { after: 9_007_199_254_740_991 })).toMatchObject({
      status: 200,
      text: '',
    });
    const both = await exportedMessages(alice, id, { after: ids[0] ?? 0, thread_root_id: ids[0] ?? 0 });
    expect(idsOf(both.messages)).toEqual(ids.slice(1, 3));
  });

  it.each(['limit', 'cursor', 'before', 'around', 'after_seq', 'order', 'nonsense'])(
    'does not know %s',
    async (name) => {
      expect(await invalid(alice.listMessages(id, { [name]: 1 }, lines))).toEqual({ [name]: 'unknown_field' });
    },
  );

  it.each([
    ['status', 'LOST'],
    ['after', '-1'],
    ['is_user', 'maybe'],
    ['q', ' '],
  ])('refuses a wrong %s by name', async (name, value) => {
    const { status, problem } = await alice.listMessages(id, { [name]: value }, lines);
    expect([status, problem.errors?.map(({ field }) => field)]).toEqual([400, [name]]);
  });

  it('of an empty chat is empty', async () => {
    const { id: empty } = await ok(alice.createChat());
    const { status, text, headers } = await exportedMessages(alice, empty);
    expect([status, text, headers.get('content-type')]).toEqual([200, '', 'application/x-ndjson; charset=utf-8']);
  });

  it('is for all who may read the chat', async () => {
    const bot = api.service('bot');
    const all = await allMessages(alice, id);
    expect((await exportedMessages(bob, id)).messages).toEqual(all);
    expect((await exportedMessages(bot, id)).messages).toEqual(all);
    expect((await exportedMessages(bot, id, { user_id: bob.userId })).messages).toEqual(all);
    await refused(api.user('mallory').listMessages(id, {}, lines), 404, 'chat_not_found');
    await refused(bot.listMessages(id, { user_id: api.user('mallory').userId }, lines), 404, 'chat_not_found');
    await refused(bob.listMessages(id, { user_id: alice.userId }, lines), 400, 'user_id_mismatch');
    expect((await alice.withToken(undefined).listMessages(id, {}, lines)).status).toBe(401);
  });

  it('is possible of an archived chat, and not of a deleted one', async () => {
    const { id: chatId } = await ok(alice.createChat());
    const sent = await ok(alice.sendMessage(chatId, 'kept'));
    await ok(alice.updateChatStatus(chatId, { status: 'ARCHIVED' }));
    expect((await exportedMessages(alice, chatId)).messages).toEqual([sent]);
    await ok(alice.updateChatStatus(chatId, { status: 'DELETED' }));
    await refused(alice.listMessages(chatId, {}, lines), 404, 'chat_not_found');
  });
});
