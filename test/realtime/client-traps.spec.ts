import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import type { ChatClient } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { liveClient } from '../support/live-client.js';
import { until } from '../support/until.js';

/** What user interfaces do with a client, React under StrictMode above all. */
describe('a client that is used by a user interface', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let chatId: number;
  let client: ChatClient;
  beforeAll(async () => void (api = await startApi()));
  beforeEach(async () => {
    alice = api.user('alice');
    chatId = (await ok(alice.createChat())).id;
    client = liveClient(api.url, alice.userId);
  });
  afterEach(() => client.stop());
  afterAll(() => api.close());

  it('gives the same array of messages until something is another', async () => {
    expect(client.messages(chatId)).toBe(client.messages(chatId));
    client.send(chatId, { content: 'waits' });
    const waiting = client.messages(chatId);
    expect(waiting).toMatchObject([{ content: 'waits', isPending: true }]);
    expect(client.messages(chatId)).toBe(waiting);
    await client.open(chatId);
    expect(client.messages(chatId)).toBe(client.messages(chatId));
    await client.start();
    await until(() => client.messages(chatId).some(({ status }) => status === 'SENT'));
    const sent = client.messages(chatId);
    expect(client.messages(chatId)).toBe(sent);
    expect(sent).not.toBe(waiting);
  });

  it('gives the same object for a message that waits or was refused, until it is another', async () => {
    await client.open(chatId);
    await client.start();
    const refused = client.send(chatId, { content: '', client_message_id: 'refused' });
    await expect(refused.sent).rejects.toMatchObject({ status: 400 });
    const [first] = client.messages(chatId);
    await client.send(chatId, { content: 'another' }).sent;
    const failed = client.messages(chatId).find(({ client_message_id: key }) => key === 'refused');
    expect(failed).toMatchObject({ status: 'FAILED' });
    expect(failed).toBe(first);
  });

  it('has one connection and sends once, however often it is started', async () => {
    let sockets = 0;
    class Counted extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        sockets++;
      }
    }
    await client.stop();
    const saved = JSON.stringify({
      version: 1,
      entries: [{ chatId, clientMessageId: 'kept', draft: { content: 'kept' }, createdAt: new Date().toISOString() }],
    });
    client = liveClient(api.url, alice.userId, {
      WebSocket: Counted,
      storage: { load: () => saved, save: () => undefined },
    });
    let hellos = 0;
    client.on('status', (status) => (hellos += Number(status === 'online')));
    await Promise.all([client.start(), client.start()]);
    expect(client.messages(chatId)).toHaveLength(1);
    await client.start();
    await until(() => hellos > 0);
    const { data } = await client.api.listMessages({ path: { chat_id: chatId } });
    expect([sockets, data.length <= 1]).toEqual([1, true]);
  });

  it('can be started again when its storage could not be read', async () => {
    await client.stop();
    let isBroken = true;
    const load = () => {
      if (isBroken) throw new Error('locked');
      return null;
    };
    client = liveClient(api.url, alice.userId, { storage: { load, save: () => undefined } });
    await expect(client.start()).rejects.toThrow('the outbox cannot be read');
    isBroken = false;
    await client.start();
    expect((await client.send(chatId, { content: 'now' }).sent).status).toBe('SENT');
  });

  it.each([
    ['closed', () => Promise.resolve(client.close(chatId))],
    ['stopped', () => client.stop()],
  ])('leaves no rejection behind when a chat that opens is %s', async (_how, end) => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      void client.open(chatId);
      await end();
      // Node reports what nobody has handled when the microtasks are done.
      await new Promise(setImmediate);
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  it('has a chat that was opened, closed and opened again', async () => {
    void client.open(chatId);
    client.close(chatId);
    await client.open(chatId);
    expect(client.replica(chatId)?.chat?.id).toBe(chatId);
    expect(client.status).toBe('offline');
    await client.start();
    await until(() => client.status === 'online');
  });
});
