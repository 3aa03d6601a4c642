import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChatClient } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { askedGroup, cutOff } from '../support/asked-group.js';
import { ok } from '../support/expectations.js';
import { liveClient } from '../support/live-client.js';
import type { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

describe('reactions of a client', () => {
  let api: ApiServer;
  let network: TcpProxy;
  let alice: ApiClient;
  let bob: ApiClient;
  let chatId: number;
  let messageId: number;
  let client: ChatClient;
  beforeAll(async () => void (api = await startApi()));
  beforeEach(async () => {
    ({ network, alice, bob, chatId, messageId } = await askedGroup(api));
    client = liveClient(network.url, alice.userId);
    await client.start();
    await client.open(chatId);
  });
  afterEach(async () => {
    await client.stop();
    await network.close();
  });
  afterAll(() => api.close());

  const shown = () => {
    const message = client.messages(chatId).find((one) => 'id' in one && one.id === messageId);
    return message !== undefined && 'reactions' in message ? message.reactions : undefined;
  };
  const stored = async () => (await ok(alice.listMessages(chatId))).data[0]?.reactions;
  const offline = () => cutOff(network, client);

  it('are shown at once and stored, each of them once', async () => {
    await ok(bob.addReaction(messageId, '👍'));
    await until(() => shown()?.['👍'] !== undefined);
    client.react(chatId, messageId, '👍');
    client.react(chatId, messageId, '👍');
    const both = { '👍': { count: 2, user_ids: [bob.userId, alice.userId] } };
    expect(shown()).toEqual(both);
    const list = client.messages(chatId);
    expect(client.messages(chatId)).toBe(list);
    await until(async () => JSON.stringify(await stored()) === JSON.stringify(both));
    client.unreact(chatId, messageId, '👍');
    expect(shown()).toEqual({ '👍': { count: 1, user_ids: [bob.userId] } });
    await until(async () => (await stored())?.['👍']?.count === 1);
  });

  it('wait for a network, the last wish of each', async () => {
    await offline();
    for (const isOn of [true, false, true, false, true]) {
      if (isOn) client.react(chatId, messageId, '🎉');
      else client.unreact(chatId, messageId, '🎉');
      expect(shown()).toEqual(isOn ? { '🎉': { count: 1, user_ids: [alice.userId] } } : {});
    }
    client.react(chatId, messageId, '😄');
    client.unreact(chatId, messageId, '😄');
    expect(await stored()).toEqual({});
    network.be('up');
    const wanted = { '🎉': { count: 1, user_ids: [alice.userId] } };
    await until(async () => JSON.stringify(await stored()) === JSON.stringify(wanted));
    await until(() => client.replica(chatId)?.messages[0]?.reactions['🎉'] !== undefined);
    expect(shown()).toEqual(wanted);
  });

  it('are never shown as they were before, while they are told and come back', async () => {
    const seen: (number | undefined)[] = [];
    client.on('changed', () => seen.push(shown()?.['👍']?.count));
    client.react(chatId, messageId, '👍');
    await until(() => client.replica(chatId)?.messages[0]?.reactions['👍'] !== undefined);
    await ok(bob.addReaction(messageId, '❤️'));
    await until(() => shown()?.['❤️'] !== undefined);
    expect(new Set(seen)).toEqual(new Set([1]));
  });

  it('are taken back when the server refuses them, and it is told why', async () => {
    const errors: unknown[] = [];
    client.on('error', (error) => errors.push(error));
    client.react(chatId, messageId, 'not one word');
    expect(Object.keys(shown() ?? {})).toEqual(['not one word']);
    await until(() => errors.length > 0);
    expect([shown(), errors]).toMatchObject([{}, [{ status: 400 }]]);
  });
});
