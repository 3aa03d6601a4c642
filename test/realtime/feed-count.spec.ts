import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { invalid, refused } from '../support/expectations.js';
import { sumOf } from '../support/fresh-metrics.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { until } from '../support/until.js';

describe('the number of event streams', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => {
    api = await startApi();
    live = await LiveFeeds.on(api.url);
  });
  afterAll(() => api.close());

  /** As the metrics say. */
  async function open(): Promise<number> {
    const text = await (await fetch(`${api.url}/metrics`)).text();
    return sumOf(text, 'live_feeds');
  }

  it('is counted, and streams that are closed leave nothing behind', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    for (let nth = 0; nth < 10; nth++) await live.ofChat(alice, chatId);
    for (let nth = 0; nth < 5; nth++) await live.ofUser(alice);
    expect(await open()).toBe(15);
    live.close();
    await until(async () => (await open()) === 0);
  });

  it('does not grow with requests that are refused', async () => {
    const mallory = api.user('mallory');
    const { chatId } = await startConversation(api.user('alice'));
    const headers = { accept: 'text/event-stream' };
    await refused(mallory.listMessages(chatId, {}, { headers }), 404, 'chat_not_found');
    expect(await invalid(mallory.listChats({ limit: 1 }, { headers }))).toEqual({ limit: 'unknown_field' });
    expect(await open()).toBe(0);
  });

  it('of one person is at most 100, and the next one is told so', async () => {
    const alice = api.user('alice');
    const feeds = await Promise.all(Array.from({ length: 100 }, () => live.ofUser(alice)));
    const headers = { accept: 'text/event-stream' };
    await refused(alice.listChats({}, { headers }), 429, 'too_many_feeds');
    expect((await live.ofUser(api.user('bob'))).status).toBe(200);
    feeds[0]?.close();
    await until(async () => (await open()) === 100);
    expect((await live.ofUser(alice)).status).toBe(200);
    live.close();
  });
});
