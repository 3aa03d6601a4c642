import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Reply } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { act, add, groupOf, remove } from '../support/group-chats.js';
import { allMessages, idsOf, sendAll } from '../support/page-walk.js';

type Operation = (client: ApiClient, chatId: number, messageId: number) => Promise<Reply<unknown>>;

const OPERATIONS: readonly (readonly [string, Operation, 'chat_not_found' | 'message_not_found'])[] = [
  ['getChat', (client, chat) => client.getChat(chat), 'chat_not_found'],
  ['updateChatStatus', (client, chat) => client.updateChatStatus(chat, { status: 'ARCHIVED' }), 'chat_not_found'],
  ['sendMessage', (client, chat) => client.sendMessage(chat, 'x'), 'chat_not_found'],
  [
    'a reply',
    (client, chat, id) => client.sendMessage(chat, { content: 'x', parent_message_id: id }),
    'chat_not_found',
  ],
  ['an act', (client, chat) => act(client, chat, 'leave'), 'chat_not_found'],
  ['listMessages', (client, chat) => client.listMessages(chat), 'chat_not_found'],
  ['a search', (client, chat) => client.listMessages(chat, { q: 'hello' }), 'chat_not_found'],
  ['sync', (client, chat) => client.listMessages(chat, { after_seq: 0 }), 'chat_not_found'],
  ['READ', (client, _, id) => client.updateMessageStatus(id, { status: 'READ' }), 'message_not_found'],
  [
    'READ up_to',
    (client, _, id) => client.updateMessageStatus(id, { status: 'READ', up_to: true }),
    'message_not_found',
  ],
  ['SENDING', (client, _, id) => client.updateMessageStatus(id, { status: 'SENDING' }), 'message_not_found'],
  ['addReaction', (client, _, id) => client.addReaction(id, '👍'), 'message_not_found'],
  ['removeReaction', (client, _, id) => client.removeReaction(id, '👍'), 'message_not_found'],
];

describe('coming and going in a GROUP', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const startGroup = async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    return { alice, bob, id: (await groupOf(alice, bob)).id };
  };

  it.each(OPERATIONS)('a person who is removed gets 404 from %s', async (_name, run, code) => {
    const { alice, bob, id } = await startGroup();
    const mine = await ok(bob.sendMessage(id, 'hello'));
    await ok(bob.addReaction(mine.id, '👍'));
    await remove(alice, id, bob);
    const before = await allMessages(alice, id);
    await refused(run(bob, id, mine.id), 404, code);
    expect(await allMessages(alice, id)).toEqual(before);
    expect((await ok(bob.listChats())).data).toEqual([]);
  });

  it('a person who left is gone like one who was removed', async () => {
    const { alice, bob, id } = await startGroup();
    const mine = await ok(bob.sendMessage(id, 'hello'));
    await ok(act(bob, id, 'leave'));
    for (const [, run, code] of OPERATIONS) await refused(run(bob, id, mine.id), 404, code);
    expect((await ok(bob.listChats({ q: 'hello' }))).data).toEqual([]);
    expect((await ok(alice.getChat(id))).participants).toEqual([alice.userId]);
  });

  it('a service finds no chat for somebody who was removed', async () => {
    const { alice, bob, id } = await startGroup();
    const bot = api.service('bot');
    await remove(alice, id, bob);
    await refused(bot.getChat(id, { user_id: bob.userId }), 404, 'chat_not_found');
    await refused(bot.sendMessage(id, { content: 'x', user_id: bob.userId }), 404, 'chat_not_found');
    expect((await ok(bot.listMessages(id, { user_id: alice.userId }))).data).toHaveLength(1);
  });

  it('a person who is added sees the whole history, starts with nothing unread, and counts from there', async () => {
    const { alice, bob, id } = await startGroup();
    const carol = api.user('carol');
    const old = await sendAll(alice, id, ['one', 'two', 'three']);
    const added = await add(alice, id, carol);
    expect(idsOf(await allMessages(carol, id))).toEqual(idsOf([...old, added]));
    expect((await ok(carol.getChat(id))).unread_count).toBe(0);
    await sendAll(bob, id, ['four', 'five']);
    expect((await ok(carol.getChat(id))).unread_count).toBe(2);
    expect((await ok(bob.getChat(id))).unread_count).toBe(3);
  });

  it('a person who is added again sees what was said meanwhile, and starts with nothing unread', async () => {
    const { alice, bob, id } = await startGroup();
    const sent = await sendAll(alice, id, ['one', 'two']);
    expect((await ok(bob.getChat(id))).unread_count).toBe(2);
    sent.push(await remove(alice, id, bob), ...(await sendAll(alice, id, ['three', 'four', 'five'])));
    sent.push(await add(alice, id, bob));
    expect(idsOf(await allMessages(bob, id))).toEqual(idsOf(sent));
    expect((await ok(bob.getChat(id))).unread_count).toBe(0);
    const next = await ok(alice.sendMessage(id, 'six'));
    expect((await ok(bob.getChat(id))).unread_count).toBe(1);
    await ok(bob.updateMessageStatus(sent[0]?.id ?? 0, { status: 'READ' }));
    expect((await ok(bob.getChat(id))).unread_count).toBe(1);
    await ok(bob.updateMessageStatus(next.id, { status: 'READ' }));
    expect((await ok(bob.getChat(id))).unread_count).toBe(0);
  });

  it('adding somebody who is there keeps what is unread to them', async () => {
    const { alice, bob, id } = await startGroup();
    const carol = api.user('carol');
    await sendAll(alice, id, ['one', 'two']);
    await add(alice, id, bob, carol, carol);
    const { participants } = await ok(alice.getChat(id));
    expect(participants).toEqual([alice.userId, bob.userId, carol.userId]);
    expect((await ok(bob.getChat(id))).unread_count).toBe(2);
    expect((await ok(carol.getChat(id))).unread_count).toBe(0);
  });

  it('what somebody said and how they reacted stays when they go', async () => {
    const { alice, bob, id } = await startGroup();
    const mine = await ok(bob.sendMessage(id, 'hello'));
    const reacted = await ok(bob.addReaction(mine.id, '👍'));
    await remove(alice, id, bob);
    expect((await allMessages(alice, id))[0]).toEqual(reacted);
  });
});
