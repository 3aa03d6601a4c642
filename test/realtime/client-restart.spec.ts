import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChatClient, OutboxStorage } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { askedGroup, cutOff } from '../support/asked-group.js';
import { ok } from '../support/expectations.js';
import { liveClient } from '../support/live-client.js';
import type { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

interface Kept {
  readonly reactions: readonly unknown[];
  readonly reads: readonly unknown[];
}

describe('what a client did before the application ended', () => {
  let api: ApiServer;
  let network: TcpProxy;
  let alice: ApiClient;
  let chatId: number;
  let messageId: number;
  let text: string | null;
  let clients: ChatClient[];
  const storage: OutboxStorage = { load: () => text, save: (saved) => void (text = saved) };
  beforeAll(async () => void (api = await startApi()));
  beforeEach(async () => {
    ({ network, alice, chatId, messageId } = await askedGroup(api));
    await ok(alice.addReaction(messageId, '🎉'));
    [text, clients] = [null, []];
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.stop()));
    await network.close();
  });
  afterAll(() => api.close());

  const start = async (transport: 'websocket' | 'sse' = 'websocket') => {
    const client = liveClient(network.url, alice.userId, { storage, transport });
    clients.push(client);
    await client.start();
    return client;
  };
  const kept = () => JSON.parse(text ?? '{}') as Kept;
  const stored = async () => (await ok(alice.listMessages(chatId))).data[0]!;
  const unread = async () => (await ok(alice.getChat(chatId))).unread_count;
  /** A client that has read the chat, loses the network, and ends. */
  const endOffline = async (work: (client: ChatClient) => void) => {
    const client = await start();
    await client.open(chatId);
    await cutOff(network, client);
    work(client);
    await client.stop();
    expect([await unread(), Object.keys((await stored()).reactions)]).toEqual([1, ['🎉']]);
  };

  it('is told to the server in its next life: reactions, those taken back, and what was read', async () => {
    await endOffline((client) => {
      client.react(chatId, messageId, '👍');
      client.unreact(chatId, messageId, '🎉');
      client.read(chatId, messageId);
    });
    network.be('up');
    const next = await start();
    next.watchChats();
    await until(async () => (await unread()) === 0 && Object.keys((await stored()).reactions).join() === '👍');
    await until(() => kept().reactions.length + kept().reads.length === 0);
    await until(() => next.chatList.chats.length === 1);
    expect(next.chatList.chats[0]?.unread_count).toBe(0);
  });

  it('is shown from the first moment on, also while there is still no network', async () => {
    await endOffline((client) => {
      client.react(chatId, messageId, '👍');
      client.read(chatId, messageId);
    });
    // It can read, but is not let through with what it has to tell before it is open.
    network.be('up');
    const next = liveClient(network.url, alice.userId, { storage });
    clients.push(next);
    await next.open(chatId);
    network.be('down');
    await next.start();
    const [message] = next.messages(chatId);
    expect(message !== undefined && 'reactions' in message && Object.keys(message.reactions)).toEqual(['🎉', '👍']);
  });

  it('gives way to what the user wants by then', async () => {
    await endOffline((client) => client.react(chatId, messageId, '👍'));
    const next = liveClient(network.url, alice.userId, { storage });
    clients.push(next);
    next.unreact(chatId, messageId, '👍');
    await next.start();
    expect(kept().reactions).toEqual([{ chatId, messageId, reaction: '👍', isOn: false }]);
    network.be('up');
    await until(() => kept().reactions.length === 0);
    expect(Object.keys((await stored()).reactions)).toEqual(['🎉']);
  });

  it('is read from a storage of an earlier version, which knew messages alone', async () => {
    const entry = { chatId, clientMessageId: 'm-1', draft: { content: 'Late.' }, createdAt: new Date().toISOString() };
    text = JSON.stringify({ version: 1, entries: [entry] });
    await start('sse');
    await until(async () => (await ok(alice.listMessages(chatId))).data.at(-1)?.content === 'Late.');
    await until(() => text?.includes('Late.') === false);
    expect(kept()).toMatchObject({ reactions: [], reads: [] });
  });
});
