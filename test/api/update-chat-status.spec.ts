import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { invalid, ok, refused } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';

const STATUSES = ['ACTIVE', 'ARCHIVED', 'DELETED'];
const TRANSITIONS = STATUSES.flatMap((from) => STATUSES.filter((to) => to !== from).map((to) => [from, to]));

describe('updateChatStatus', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it.each(TRANSITIONS)('goes from %s to %s', async (from, to) => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice, { chat: { title: 'Order', chat_metadata: { a: 1 } } });
    await ok(alice.updateChatStatus(chatId, { status: from }));
    const before = await ok(alice.getChat(chatId));
    const after = await ok(alice.updateChatStatus(chatId, { status: to }));
    const { last_seq, updated_at } = after;
    expect(after).toEqual({ ...before, status: to, last_seq, updated_at });
    expect([last_seq > before.last_seq, updated_at >= before.updated_at]).toEqual([true, true]);
    expect(await ok(alice.getChat(chatId))).toEqual(after);
  });

  it.each(STATUSES)('changes nothing when %s is repeated', async (status) => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const before = await ok(alice.updateChatStatus(chatId, { status }));
    expect(await ok(alice.updateChatStatus(chatId, { status }))).toEqual(before);
    expect(await ok(alice.getChat(chatId))).toEqual(before);
  });

  it('restores a chat with all that was in it', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const question = await ok(alice.sendMessage(id, 'question'));
    await ok(bob.sendMessage(id, { content: 'answer', parent_message_id: question.id }));
    await ok(bob.addReaction(question.id, '👍'));
    const before = await ok(alice.listMessages(id));
    await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    await ok(alice.updateChatStatus(id, { status: 'ACTIVE' }));
    expect((await ok(alice.listMessages(id))).data).toEqual(before.data);
    expect((await ok(bob.listChats())).data).toMatchObject([{ id, unread_count: 1, status: 'ACTIVE' }]);
    await ok(bob.sendMessage(id, 'and it goes on'));
  });

  it('belongs to the owner of a GROUP, not to the others in it', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const before = await ok(alice.getChat(id));
    for (const status of STATUSES) await refused(bob.updateChatStatus(id, { status }), 400, 'owner_only');
    expect(await ok(alice.getChat(id))).toEqual(before);
    expect((await ok(alice.updateChatStatus(id, { status: 'DELETED' }))).status).toBe('DELETED');
    for (const status of STATUSES) await refused(bob.updateChatStatus(id, { status }), 400, 'owner_only');
    expect((await ok(bob.getChat(id))).status).toBe('DELETED');
  });

  it.each(['PERSONAL', 'GROUP', 'SYSTEM'])('is 404 to a person who is not in a %s chat', async (chat_type) => {
    const [alice, mallory] = [api.user('alice'), api.user('mallory')];
    const { id } = await ok(alice.createChat({ chat_type }));
    for (const status of STATUSES) await refused(mallory.updateChatStatus(id, { status }), 404, 'chat_not_found');
    await refused(mallory.updateChatStatus(Number.MAX_SAFE_INTEGER, { status: 'ACTIVE' }), 404, 'chat_not_found');
    expect((await ok(alice.getChat(id))).status).toBe('ACTIVE');
  });

  it.each(['PERSONAL', 'GROUP', 'SYSTEM'])(
    'lets a service change a %s chat, as itself and for its owner',
    async (chat_type) => {
      const [alice, bot] = [api.user('alice'), api.service('bot')];
      const { id } = await ok(alice.createChat({ chat_type }));
      expect((await ok(bot.updateChatStatus(id, { status: 'DELETED' }))).status).toBe('DELETED');
      const restored = await ok(bot.updateChatStatus(id, { status: 'ACTIVE', user_id: alice.userId }));
      expect(await ok(alice.getChat(id))).toEqual(restored);
    },
  );

  it.each([
    [{}, { status: 'required' }],
    [{ status: null }, { status: 'required' }],
    [{ status: 'archived' }, { status: 'not_allowed' }],
    [{ status: 'OPEN' }, { status: 'not_allowed' }],
    [{ status: ['ACTIVE'] }, { status: 'not_allowed' }],
    [{ status: 'ACTIVE', title: 'x' }, { title: 'unknown_field' }],
    ['', { status: 'required' }],
  ])('refuses the body %j', async (body, errors) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    expect(await invalid(alice.updateChatStatus(id, body))).toEqual(errors);
  });

  it('ends in one of the statuses that many ask for at once', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const asked = Array.from({ length: 12 }, (_, n) => STATUSES[n % 3]);
    await Promise.all(asked.map((status) => ok(alice.updateChatStatus(chatId, { status }))));
    const { status } = await ok(alice.getChat(chatId));
    const { data } = await ok(alice.listChats());
    expect(data.map(({ id }) => id)).toEqual(status === 'DELETED' ? [] : [chatId]);
  });
});
