import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok } from '../support/expectations.js';
import { atOnce, startTwoServers, type TwoServers } from '../support/two-servers.js';

const headers = { prefer: 'wait=30' };

describe('many requests that wait', () => {
  let api: ApiServer;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());

  it('are all answered by one message', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const waiting = atOnce(100, () => ok(alice.listMessages(chatId, { after_seq: 1 }, { headers })));
    await ok(alice.getChat(chatId));
    const sent = await ok(alice.sendMessage(chatId, 'at last'));
    for (const { data, last_seq } of await waiting) expect([last_seq, data]).toEqual([2, [sent]]);
  });

  it('hold no connection to the database while they wait', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const waiting = atOnce(60, () => ok(alice.listMessages(chatId, { after_seq: 1 }, { headers })));
    for (const text of ['elsewhere', 'as well']) await startConversation(alice, { content: text });
    await ok(alice.sendMessage(chatId, 'at last'));
    expect((await waiting).map(({ last_seq }) => last_seq)).toEqual(Array.from({ length: 60 }, () => 2));
  });

  it('leave nothing behind when their clients go away', async () => {
    const own = await startApi();
    const alice = own.user('alice');
    const { chatId } = await startConversation(alice);
    const options = { headers: { ...headers, authorization: `Bearer ${alice.token}` } };
    const path = `/api/v1/chats/${chatId}/messages?after_seq=1`;
    const leaving = Array.from({ length: 50 }, () => request(`${own.url}${path}`, options));
    for (const asking of leaving) asking.on('error', () => undefined).end();
    await Promise.all(leaving.map((asking) => once(asking, 'finish')));
    await ok(alice.getChat(chatId));
    for (const asking of leaving) asking.destroy();
    const staying = ok(alice.listMessages(chatId, { after_seq: 1 }, { headers }));
    const sent = await ok(alice.sendMessage(chatId, 'at last'));
    expect((await staying).data).toEqual([sent]);
    // Would wait for whatever still runs.
    await own.close();
  });
});

describe('a request that waits at one server for what happens at another', () => {
  let servers: TwoServers;
  beforeAll(async () => (servers = await startTwoServers()));
  afterAll(() => servers.close());

  it('is answered', async () => {
    const alice = servers.user('alice');
    const { chatId, messageId } = await startConversation(alice.at(0));
    for (const [nth, change] of [
      () => ok(alice.at(1).sendMessage(chatId, 'Hello')),
      () => ok(alice.at(1).addReaction(messageId, '👍')),
      () => ok(alice.at(1).updateChatStatus(chatId, { status: 'ARCHIVED' })),
    ].entries()) {
      const waiting = ok(alice.at(0).listMessages(chatId, { after_seq: nth + 1 }, { headers }));
      await ok(alice.at(0).getChat(chatId));
      await change();
      const answer = await waiting;
      expect(answer).toEqual(await ok(alice.at(1).listMessages(chatId, { after_seq: nth + 1 })));
      expect(answer.last_seq).toBe(nth + 2);
    }
  });
});
