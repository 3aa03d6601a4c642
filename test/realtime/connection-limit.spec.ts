import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { until } from '../support/until.js';
import { upgrade } from '../support/upgrade.js';

describe('the 101st connection of one user', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  let alice: ApiClient;
  let chatId: number;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(api.url);
    alice = api.user('alice');
    chatId = (await groupOf(alice)).id;
  });
  afterEach(() => live.close());

  const openSocket = () => upgrade(api.url, { authorization: `Bearer ${alice.token}` });
  const open = (times: number, connect: () => Promise<unknown>) => Promise.all(Array.from({ length: times }, connect));

  it('is refused with 429 in every kind, and is welcome when another one is gone', async () => {
    const first = await live.socket(alice);
    await open(59, () => live.socket(alice));
    await open(40, () => live.ofUser(alice));
    const { status, problem } = await openSocket();
    expect([status, problem?.code]).toEqual([429, 'too_many_feeds']);
    for (const refused of [await live.ofUser(alice), await live.ofChat(alice, chatId)]) {
      expect(refused.status).toBe(429);
      await refused.ended();
      expect(JSON.parse(refused.raw)).toMatchObject({ status: 429, code: 'too_many_feeds' });
    }
    await live.socket(api.user('bob'));
    first.close();
    await until(async () => (await openSocket()).status === 101);
  });

  it('is refused when the others listen to one chat each', async () => {
    await open(100, () => live.ofChat(alice, chatId));
    expect((await openSocket()).status).toBe(429);
    expect((await live.ofChat(alice, chatId)).status).toBe(429);
  });
});
