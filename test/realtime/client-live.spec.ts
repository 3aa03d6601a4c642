import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChatClient, type ChatClientOptions, ClientError, type TypingFrame } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { act, add, groupOf, remove } from '../support/group-chats.js';
import { liveClient } from '../support/live-client.js';
import { allMessages } from '../support/page-walk.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

describe.each(['websocket', 'sse'] as const)('clients over %s', (transport) => {
  let api: ApiServer;
  let network: TcpProxy;
  let alice: ApiClient;
  let bob: ApiClient;
  let chatId: number;
  let clients: ChatClient[];
  beforeAll(async () => {
    api = await startApi();
  });
  beforeEach(async () => {
    network = await TcpProxy.before(api.url);
    [alice, bob] = [api.user('alice'), api.user('bob')];
    chatId = (await groupOf(alice, bob)).id;
    clients = [];
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.stop()));
    await network.close();
  });
  afterAll(() => api.close());

  /** Resolves when the client is online. */
  const start = async ({ userId }: ApiClient, options: Partial<ChatClientOptions> = {}) => {
    const client = liveClient(network.url, userId, { transport, ...options });
    clients.push(client);
    const statuses: string[] = [];
    client.on('status', (status) => statuses.push(status));
    await client.start();
    await until(() => statuses.at(-1) === 'online');
    return client;
  };

  /** The client ends up with what the server shows. */
  const expectInStep = async (client: ChatClient, id = chatId) => {
    const replica = await client.open(id);
    const { last_seq } = await ok(alice.getChat(id));
    await until(() => replica.seq >= last_seq);
    const all = await allMessages(alice, id);
    expect(replica.messages).toEqual(all.slice(-replica.messages.length));
    const { title, participants } = await ok(alice.getChat(id));
    expect([replica.chat?.title, replica.chat?.participants]).toEqual([title, participants]);
  };

  const converse = async () => {
    const first = await ok(alice.sendMessage(chatId, 'first'));
    await ok(bob.sendMessage(chatId, { content: 're', parent_message_id: first.id }));
    await ok(bob.addReaction(first.id, '👍'));
    await ok(bob.updateMessageStatus(first.id, { status: 'DELIVERED' }));
    const last = await ok(alice.sendMessage(chatId, 'last'));
    await ok(bob.updateMessageStatus(last.id, { status: 'READ', up_to: true }));
    await ok(act(alice, chatId, 'rename', { title: 'Renamed' }));
  };

  it('converge, whole chats and windows', async () => {
    await converse();
    const [one, other] = [await start(alice), await start(bob)];
    await one.open(chatId);
    await other.open(chatId, { window: 2 });
    await Promise.all(
      [one, other].flatMap((client) => [1, 2, 3].map((nth) => client.send(chatId, { content: `${nth}` }).sent)),
    );
    await converse();
    await expectInStep(one);
    await expectInStep(other);
  });

  it('make up for what they missed while they were cut off', async () => {
    const [one, other] = [await start(alice), await start(bob)];
    await Promise.all([one.open(chatId), other.open(chatId)]);
    network.be('down');
    await converse();
    const offline = one.send(chatId, { content: 'written offline' });
    network.be('up');
    await offline.sent;
    await expectInStep(one);
    await expectInStep(other);
  });

  it('show what they send once, at every moment, from either source', async () => {
    const client = await start(alice);
    await client.open(chatId);
    const keys: string[] = [];
    const wrong: unknown[] = [];
    const look = () => {
      const shown = client.messages(chatId).map((message) => message.client_message_id);
      if (shown.join() !== keys.join()) wrong.push({ shown, keys: [...keys] });
    };
    client.on('changed', () => {
      if (keys.length > 0) look();
    });
    for (let nth = 0; nth < 40; nth++) {
      const key = `key ${nth}`;
      keys.push(key);
      const { sent } = client.send(chatId, { content: `message ${nth}`, client_message_id: key });
      look();
      if (nth % 10 === 5) network.cut();
      if (nth % 3 === 0) await sent;
    }
    await until(() => client.messages(chatId).every(({ isPending }) => isPending !== true));
    await expectInStep(client);
    look();
    expect(wrong).toEqual([]);
  });

  it('tell of chats that are new, and drop those that are theirs no more', async () => {
    const client = await start(bob);
    const heads: number[] = [];
    const dropped: number[] = [];
    client.on('heads', (known) => heads.push(...known.map(({ id }) => id)));
    client.on('dropped', (id) => dropped.push(id));
    const { id } = await groupOf(alice);
    await add(alice, id, bob);
    await ok(alice.sendMessage(id, 'hello'));
    await until(() => heads.includes(id));
    const replica = await client.open(id);
    expect(replica.messages).toEqual(await allMessages(alice, id));
    await remove(alice, id, bob);
    await until(() => dropped.includes(id));
    expect(client.messages(id)).toEqual([]);
  });

  it('drop what they lost while they were away', async () => {
    const client = await start(bob);
    await client.open(chatId);
    const dropped: number[] = [];
    client.on('dropped', (id) => dropped.push(id));
    network.be('down');
    await remove(alice, chatId, bob);
    network.be('up');
    await until(() => dropped.includes(chatId));
  });

  it('go on with another server when theirs ends', async () => {
    const second = await startApi();
    const first = await startApi();
    network.leadTo(first.url);
    const client = await start(alice);
    await client.open(chatId);
    network.leadTo(second.url);
    await first.close();
    await converse();
    await expectInStep(client);
    await client.stop();
    await second.close();
  });

  it('say what was read, also after a cut, and tell of it no further than to the latest', async () => {
    const [one, other] = [await start(alice), await start(bob)];
    const [seen, theirs] = [await one.open(chatId), await other.open(chatId)];
    const readByBob = () => seen.watermarks.get(bob.userId)?.read_up_to;
    const [first, second] = [
      await ok(alice.sendMessage(chatId, 'first')),
      await ok(alice.sendMessage(chatId, 'second')),
    ];
    other.read(chatId, first.id);
    await until(() => readByBob() === first.id);
    network.be('down');
    other.read(chatId, second.id);
    other.read(chatId, first.id);
    network.be('up');
    await until(() => readByBob() === second.id && theirs.watermarks.get(bob.userId)?.read_up_to === second.id);
    expect((await ok(bob.getChat(chatId))).unread_count).toBe(0);
    expect((await allMessages(alice, chatId)).map(({ status }) => status)).toEqual(['READ', 'READ']);
  });

  it('tell once of a token that is refused, and go on when there is a good one', async () => {
    let asked = 0;
    const errors: unknown[] = [];
    const statuses: string[] = [];
    const token = () => (++asked > 8 ? alice.token : 'not.a.token');
    const client = liveClient(network.url, alice.userId, { transport, token });
    clients.push(client);
    client.on('error', (error) => errors.push(error));
    client.on('status', (status) => statuses.push(status));
    await client.start();
    await until(() => statuses.at(-1) === 'online');
    expect(errors).toEqual([expect.any(ClientError)]);
    expect(errors).toMatchObject([{ status: 401, problem: { code: 'token_invalid' } }]);
  });

  it('are back as soon as a message gets through, however long they meant to wait', async () => {
    network.be('down');
    const backOff = { baseMs: 3_600_000, maxMs: 3_600_000 };
    const client = liveClient(network.url, alice.userId, { transport, backOff });
    clients.push(client);
    const statuses: string[] = [];
    client.on('status', (status) => statuses.push(status));
    await client.start();
    await until(() => statuses.at(-1) === 'offline');
    network.be('up');
    await client.send(chatId, { content: 'Hello' }).sent;
    await until(() => statuses.at(-1) === 'online');
    expect(statuses).toEqual(['connecting', 'offline', 'connecting', 'online']);
  });

  if (transport === 'websocket')
    it('tell who is typing', async () => {
      const [one, other] = [await start(alice), await start(bob)];
      const typing: TypingFrame[] = [];
      other.on('typing', (frame) => typing.push(frame));
      one.typing(chatId);
      one.typing(chatId);
      await until(() => typing.length > 0);
      expect(typing).toMatchObject([{ chat_id: chatId, user_id: alice.userId }]);
    });
});
