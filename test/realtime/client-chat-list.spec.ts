import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChatClient } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { add, groupOf, remove } from '../support/group-chats.js';
import { liveClient } from '../support/live-client.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

describe('the list of chats of a client', () => {
  let api: ApiServer;
  let network: TcpProxy;
  let alice: ApiClient;
  let bob: ApiClient;
  let client: ChatClient;
  beforeAll(async () => void (api = await startApi()));
  beforeEach(async () => {
    network = await TcpProxy.before(api.url);
    [alice, bob] = [api.user('alice'), api.user('bob')];
    client = liveClient(network.url, alice.userId);
  });
  afterEach(async () => {
    await client.stop();
    await network.close();
  });
  afterAll(() => api.close());

  const shown = () => client.chatList.chats.map(({ id, unread_count }) => [id, unread_count]);
  /** What is shown becomes what the server says. */
  const expectInStep = async () => {
    const { data } = await ok(alice.listChats({ limit: 100 }));
    await until(() => JSON.stringify(client.chatList.chats) === JSON.stringify(data));
    return data;
  };
  const watch = async () => {
    client.watchChats();
    await client.start();
    await until(() => client.status === 'online' && !client.chatList.isLoading);
  };

  it('is live: new chats, new messages, what others and oneself have read, acts, and the end of a chat', async () => {
    const first = await groupOf(alice, bob);
    const second = await groupOf(bob, alice);
    await watch();
    await expectInStep();
    const { id } = await ok(bob.sendMessage(first.id, 'to the top'));
    await until(() => shown()[0]?.join() === `${first.id},1`);
    await ok(alice.updateMessageStatus(id, { status: 'READ' }));
    await until(() => shown()[0]?.join() === `${first.id},0`);
    const third = await groupOf(bob);
    await add(bob, third.id, alice);
    await until(() => shown().some(([chatId]) => chatId === third.id));
    await remove(bob, second.id, alice);
    await until(() => !shown().some(([chatId]) => chatId === second.id));
    await ok(alice.updateChatStatus(first.id, { status: 'DELETED' }));
    await until(() => !shown().some(([chatId]) => chatId === first.id));
    await expectInStep();
  });

  it('shows a chat of its own at once, and one that it was put into', async () => {
    await watch();
    const { id } = await client.createChat({ title: 'Mine' });
    await until(() => shown().some(([chatId]) => chatId === id));
    const { id: theirs } = await groupOf(bob, alice);
    await until(() => shown().some(([chatId]) => chatId === theirs));
  });

  it('makes up for what it missed', async () => {
    const { id } = await groupOf(alice, bob);
    await watch();
    network.be('down');
    await until(() => client.status !== 'online');
    for (let nth = 0; nth < 12; nth++) await ok(bob.sendMessage((await groupOf(bob, alice)).id, `${nth}`));
    await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    network.be('up');
    expect(await expectInStep()).toHaveLength(12);
  });

  it('is walked page by page, and stays in step beyond the first', async () => {
    const ids: number[] = [];
    for (let nth = 0; nth < 55; nth++) ids.push((await ok(alice.createChat({ title: `${nth}` }))).id);
    await watch();
    expect([client.chatList.chats.length, client.chatList.hasMore]).toEqual([50, true]);
    await client.loadMoreChats();
    expect([client.chatList.chats.length, client.chatList.hasMore]).toEqual([55, false]);
    await ok(alice.sendMessage(ids[0]!, 'the oldest'));
    await until(() => shown()[0]?.[0] === ids[0]);
    network.cut();
    await expectInStep();
  });

  it('is the same object until it is another', async () => {
    await groupOf(alice, bob);
    await watch();
    const { chatList } = client;
    expect(client.chatList).toBe(chatList);
    expect(client.chatList.chats).toBe(chatList.chats);
  });

  it('counts as read what the user has read, without a network, too', async () => {
    const { id } = await groupOf(alice, bob);
    const message = await ok(bob.sendMessage(id, 'read me'));
    await watch();
    expect(shown()).toEqual([[id, 1]]);
    network.be('down');
    await until(() => client.status !== 'online');
    client.read(id, message.id);
    expect(shown()).toEqual([[id, 0]]);
    expect((await ok(alice.getChat(id))).unread_count).toBe(1);
    network.be('up');
    await until(async () => (await ok(alice.getChat(id))).unread_count === 0);
    await ok(bob.sendMessage(id, 'one more'));
    await until(() => shown().join() === `${id},1`);
  });
});
