import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';

describe('unread_count', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  /** As the list and as getChat show it, which must be the same. */
  const unread = async (client: ApiClient, chatId: number) => {
    const one = (await ok(client.getChat(chatId))).unread_count;
    const listed = (await ok(client.listChats())).data.find(({ id }) => id === chatId)?.unread_count;
    expect(listed).toBe(one);
    return one;
  };

  it.each(['PERSONAL', 'SYSTEM'])('counts what does not come from a user in a %s chat', async (chat_type) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat({ chat_type }));
    expect(await unread(alice, id)).toBe(0);
    const answer = await ok(bot.sendMessage(id, { content: 'answer', is_user: false }));
    await ok(bot.sendMessage(id, { content: 'picture', is_user: false, message_type: 'IMAGE' }));
    await ok(bot.sendMessage(id, { content: 'file', is_user: false, message_type: 'FILE' }));
    expect(await unread(alice, id)).toBe(3);
    await ok(bot.sendMessage(id, { content: 'on behalf of the user', user_id: alice.userId }));
    await ok(bot.sendMessage(id, { content: 'notice', is_user: false, message_type: 'SYSTEM' }));
    expect(await unread(alice, id)).toBe(3);
    await ok(alice.updateMessageStatus(answer.id, { status: 'READ' }));
    expect(await unread(alice, id)).toBe(2);
  });

  it("counts the answers that the owner's own client stores in a PERSONAL chat", async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, 'question'));
    await ok(alice.sendMessage(id, { content: 'answer', is_user: false }));
    expect(await unread(alice, id)).toBe(1);
  });

  it('counts what others send in a GROUP, whether from a user or not', async () => {
    const [alice, bob, carol] = [api.user('alice'), api.user('bob'), api.user('carol')];
    const { id } = await groupOf(alice, bob, carol);
    await ok(alice.sendMessage(id, 'from alice'));
    await ok(bob.sendMessage(id, 'from bob'));
    await ok(bob.sendMessage(id, 'from bob again'));
    await ok(api.service('bot').sendMessage(id, { content: 'from the bot', is_user: false }));
    await ok(alice.sendMessage(id, { content: 'notice', message_type: 'SYSTEM' }));
    expect([await unread(alice, id), await unread(bob, id), await unread(carol, id)]).toEqual([3, 2, 4]);
  });

  it('falls for the reader alone', async () => {
    const [alice, bob, carol] = [api.user('alice'), api.user('bob'), api.user('carol')];
    const { id } = await groupOf(alice, bob, carol);
    const [first, second] = [await ok(alice.sendMessage(id, '1')), await ok(alice.sendMessage(id, '2'))];
    await ok(alice.sendMessage(id, '3'));
    await ok(bob.updateMessageStatus(second.id, { status: 'DELIVERED', up_to: true }));
    expect([await unread(bob, id), await unread(carol, id)]).toEqual([3, 3]);
    await ok(bob.updateMessageStatus(second.id, { status: 'READ' }));
    expect([await unread(bob, id), await unread(carol, id)]).toEqual([2, 3]);
    await ok(bob.updateMessageStatus(second.id, { status: 'READ' }));
    expect([await unread(bob, id), await unread(carol, id)]).toEqual([2, 3]);
    await ok(bob.updateMessageStatus(second.id, { status: 'READ', up_to: true }));
    expect([await unread(bob, id), await unread(carol, id)]).toEqual([1, 3]);
    await ok(bob.updateMessageStatus(first.id, { status: 'READ' }));
    expect([await unread(bob, id), await unread(carol, id)]).toEqual([1, 3]);
  });

  it.each(['PERSONAL', 'GROUP', 'SYSTEM'])('leaves out what is not SENT in a %s chat', async (chat_type) => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { id } = await ok(alice.createChat({ chat_type }));
    const message = await ok(bot.sendMessage(id, { content: 'slow', is_user: false, status: 'SENDING' }));
    const counts = [await unread(alice, id)];
    for (const status of ['FAILED', 'SENDING', 'SENT']) {
      await ok(bot.updateMessageStatus(message.id, { status }));
      counts.push(await unread(alice, id));
    }
    expect(counts).toEqual([0, 0, 0, 1]);
  });

  it('is counted to 1,000', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const first = await ok(alice.sendMessage(id, 'first'));
    // As after 998 more: the count is kept, so nobody has to send them here.
    await api.pool.query('UPDATE chat SET message_count = message_count + 998 WHERE id = $1', [id]);
    expect(await unread(bob, id)).toBe(999);
    await ok(alice.sendMessage(id, 'the 1,000th'));
    expect(await unread(bob, id)).toBe(1000);
    const latest = await ok(alice.sendMessage(id, 'the 1,001st'));
    expect(await unread(bob, id)).toBe(1000);
    await ok(bob.updateMessageStatus(first.id, { status: 'READ' }));
    expect(await unread(bob, id)).toBe(1000);
    await ok(bob.updateMessageStatus(latest.id, { status: 'READ' }));
    expect(await unread(bob, id)).toBe(999);
  });
});
