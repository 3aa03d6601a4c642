import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChatClient } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf, remove } from '../support/group-chats.js';
import { liveClient } from '../support/live-client.js';
import { allMessages } from '../support/page-walk.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const MESSAGES = 130;

describe('a chat that a client opens', () => {
  let api: ApiServer;
  let network: TcpProxy;
  let alice: ApiClient;
  let bob: ApiClient;
  let chatId: number;
  let client: ChatClient;
  beforeAll(async () => {
    api = await startApi();
    network = await TcpProxy.before(api.url);
    [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    chatId = id;
    for (let nth = 0; nth < MESSAGES; nth++) await ok(alice.sendMessage(id, `message ${nth}`));
    const [first, ...others] = await allMessages(alice, id);
    await ok(bob.updateMessageStatus(others.at(-20)!.id, { status: 'READ', up_to: true }));
    await ok(bob.addReaction(first!.id, '👍'));
  });
  beforeEach(() => {
    client = liveClient(network.url, alice.userId);
  });
  afterEach(() => client.stop());
  afterAll(async () => {
    await network.close();
    await api.close();
  });

  it('is there as a whole', async () => {
    const { messages, chat, seq, hasOlder } = await client.open(chatId);
    expect(messages).toEqual(await allMessages(alice, chatId));
    const { title, participants, last_seq } = await ok(alice.getChat(chatId));
    expect({ title, participants, last_seq }).toEqual({
      title: chat?.title,
      participants: chat?.participants,
      last_seq: seq,
    });
    expect(hasOlder).toBe(false);
    expect(client.messages(chatId)).toEqual(messages);
  });

  it('is there as a window that grows backward to the first message', async () => {
    const replica = await client.open(chatId, { window: 30 });
    const all = await allMessages(alice, chatId);
    expect([replica.messages, replica.hasOlder]).toEqual([all.slice(-30), true]);
    await client.loadOlder(chatId, 60);
    expect([replica.messages, replica.hasOlder]).toEqual([all.slice(-90), true]);
    await Promise.all([client.loadOlder(chatId), client.loadOlder(chatId)]);
    expect([replica.messages, replica.hasOlder]).toEqual([all, false]);
  });

  it('comes once a network does', async () => {
    network.be('down');
    const opening = client.open(chatId, { window: 10 });
    network.be('up');
    expect((await opening).messages).toHaveLength(10);
    expect(await client.open(chatId)).toBe(await opening);
  });

  it('is refused when it is not theirs, and told of', async () => {
    const group = await groupOf(alice, bob);
    await remove(alice, group.id, bob);
    const stranger = liveClient(network.url, bob.userId);
    const dropped: number[] = [];
    stranger.on('dropped', (id) => dropped.push(id));
    await expect(stranger.open(group.id)).rejects.toMatchObject({ status: 404, problem: { code: 'chat_not_found' } });
    expect(dropped).toEqual([group.id]);
    await stranger.stop();
  });

  it('is given up when it takes too long, or the client stops', async () => {
    network.be('down');
    const impatient = liveClient(network.url, alice.userId, { openTimeoutMs: 20 });
    await expect(impatient.open(chatId)).rejects.toThrow('within 20 ms');
    await impatient.stop();
    const opening = client.open(chatId);
    await client.stop();
    await expect(opening).rejects.toThrow('stopped');
    await expect(client.loadOlder(chatId)).rejects.toThrow();
    network.be('up');
  });
});
