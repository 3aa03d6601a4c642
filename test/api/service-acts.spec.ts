import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok, refused } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';

describe('what a service does', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('is recorded under its own name without user_id, and under the name of the user that it acts for with one', async () => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat());
    expect((await ok(bot.sendMessage(id, 'as itself'))).sender_id).toBe(bot.userId);
    expect((await ok(bot.sendMessage(id, { content: 'x', is_user: false }))).sender_id).toBe(bot.userId);
    expect((await ok(bot.sendMessage(id, { content: 'x', user_id: null }))).sender_id).toBe(bot.userId);
    expect((await ok(bot.sendMessage(id, { content: 'for alice', user_id: alice.userId }))).sender_id).toBe(
      alice.userId,
    );
    const senders = (await ok(alice.listMessages(id))).data.map(({ sender_id }) => sender_id);
    expect(senders).toEqual([bot.userId, bot.userId, bot.userId, alice.userId]);
  });

  it('marks what it posts in the name of somebody else with its own', async () => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat());
    const keyed = { content: 'x', user_id: alice.userId, client_message_id: 'k' };
    const sent = await ok(bot.sendMessage(id, keyed));
    expect(sent.sent_by).toBe(bot.userId);
    expect(await ok(api.service('crm').sendMessage(id, keyed))).toEqual(sent);
    const renamed = { content: 'x', user_id: alice.userId, message_type: 'SYSTEM' };
    await ok(bot.sendMessage(id, { ...renamed, message_metadata: { action: 'rename', title: 'New' } }));
    await ok(bot.sendMessage(id, { content: 'as itself' }));
    await ok(alice.sendMessage(id, 'by herself'));
    const { data } = await ok(alice.listMessages(id));
    expect(data.map(({ sent_by }) => sent_by)).toEqual([bot.userId, bot.userId, undefined, undefined]);
    expect(await ok(alice.addReaction(sent.id, '👍'))).toMatchObject({ sent_by: bot.userId });
  });

  it.each(['PERSONAL', 'GROUP', 'SYSTEM'])('reaches a %s chat that it is not in', async (chat_type) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id, participants } = await ok(alice.createChat({ chat_type }));
    const message = await ok(bot.sendMessage(id, 'notice'));
    expect((await ok(bot.listMessages(id))).data).toEqual([message]);
    expect((await ok(bot.getChat(id))).participants).toEqual(participants);
    expect((await ok(bot.updateChatStatus(id, { status: 'ARCHIVED' }))).status).toBe('ARCHIVED');
  });

  it('has no chats of its own in anybody’s list', async () => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const chat = await ok(bot.createChat({ user_id: alice.userId, title: 'For Alice' }));
    expect(chat).toMatchObject({ user_id: alice.userId, participants: [alice.userId] });
    expect((await ok(alice.listChats())).data).toEqual([chat]);
    expect((await ok(bot.listChats({ user_id: bot.userId }))).data).toEqual([]);
  });

  it('gets the same chat as the user for the same session', async () => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const chat = await ok(alice.createChat());
    expect(await ok(bot.createChat({ user_id: alice.userId, session_id: chat.session_id }))).toEqual(chat);
  });

  it('sees a chat as the user that it acts for', async () => {
    const [alice, bob, bot] = [api.user('alice'), api.user('bob'), api.service('bot')];
    const { id } = await groupOf(alice, bob);
    await ok(alice.sendMessage(id, 'hello'));
    for (const user of [alice, bob]) {
      expect(await ok(bot.getChat(id, { user_id: user.userId }))).toEqual(await ok(user.getChat(id)));
      expect(await ok(bot.listChats({ user_id: user.userId }))).toEqual(await ok(user.listChats()));
    }
    expect((await ok(bot.getChat(id, { user_id: bob.userId }))).unread_count).toBe(1);
  });

  it('marks and reacts for the user that it names', async () => {
    const [alice, bob, bot] = [api.user('alice'), api.user('bob'), api.service('bot')];
    const { id } = await groupOf(alice, bob);
    const message = await ok(alice.sendMessage(id, 'hello'));
    const read = await ok(bot.updateMessageStatus(message.id, { status: 'READ', user_id: bob.userId }));
    expect(read).toMatchObject({ status: 'READ', receipts: { recipients: 1, delivered: 1, read: 1 } });
    expect((await ok(bob.getChat(id))).unread_count).toBe(0);
    const liked = await ok(bot.addReaction(message.id, '👍', { user_id: bob.userId }));
    expect(liked.reactions).toEqual({ '👍': { count: 1, user_ids: [bob.userId] } });
    await ok(alice.addReaction(message.id, '👍'));
    const left = await ok(bot.removeReaction(message.id, '👍', { user_id: bob.userId }));
    expect(left.reactions).toEqual({ '👍': { count: 1, user_ids: [alice.userId] } });
  });

  it.each(['SENT', 'FAILED'])('sets %s on a SENDING message of a GROUP, from every sender', async (status) => {
    const [alice, bob, bot] = [api.user('alice'), api.user('bob'), api.service('bot')];
    const { id } = await groupOf(alice, bob);
    const message = await ok(alice.sendMessage(id, { content: 'x', status: 'SENDING' }));
    expect((await ok(bot.updateMessageStatus(message.id, { status }))).status).toBe(status);
  });

  it('alone sends in a SYSTEM chat', async () => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat({ chat_type: 'SYSTEM' }));
    await refused(alice.sendMessage(id, 'hello'), 400, 'service_only');
    const notice = await ok(bot.sendMessage(id, { content: 'Your invoice', is_user: false }));
    expect((await ok(alice.updateMessageStatus(notice.id, { status: 'READ' }))).status).toBe('READ');
    expect((await ok(alice.addReaction(notice.id, '👍'))).reactions).toEqual({
      '👍': { count: 1, user_ids: [alice.userId] },
    });
    expect((await ok(alice.listMessages(id))).data).toHaveLength(1);
  });

  it('is 404 where there is nothing', async () => {
    const bot = api.service('bot');
    const nowhere = Number.MAX_SAFE_INTEGER;
    await refused(bot.getChat(nowhere), 404, 'chat_not_found');
    await refused(bot.updateChatStatus(nowhere, { status: 'ACTIVE' }), 404, 'chat_not_found');
    await refused(bot.listMessages(nowhere), 404, 'chat_not_found');
    await refused(bot.sendMessage(nowhere, 'x'), 404, 'chat_not_found');
    await refused(bot.updateMessageStatus(nowhere, { status: 'SENT' }), 404, 'message_not_found');
  });

  it('leaves the keys of a sender and of a service apart', async () => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { chatId } = await startConversation(alice);
    const body = { content: 'x', client_message_id: 'key' };
    const own = await ok(alice.sendMessage(chatId, body));
    expect((await ok(bot.sendMessage(chatId, body))).id).not.toBe(own.id);
    expect((await ok(bot.sendMessage(chatId, { ...body, user_id: alice.userId }))).id).toBe(own.id);
  });
});
