import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { issueToken } from '#libs/auth';
import { type ApiServer, SECRET, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok } from '../support/expectations.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { until } from '../support/until.js';

describe('the time of an event stream', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => (api = await startApi({ JWT_LEEWAY_SECONDS: '0' })));
  afterAll(() => api.close());
  beforeEach(async () => (live = await LiveFeeds.on(api.url)));
  afterEach(() => live.close());

  it('is longer than that of any other answer: a comment keeps it open, and it is live after it', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const feeds = [await live.ofChat(alice, chatId), await live.ofUser(alice)];
    for (const feed of feeds) await feed.next('hello');
    // A comment comes every 15 s.
    for (const feed of feeds) await until(() => /^:/m.test(feed.raw));
    await ok(alice.sendMessage(chatId, 'later'));
    for (const feed of feeds) await feed.reached(chatId, 2);
  });

  it('ends with the token, and not before the token of somebody else', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const token = issueToken({ secret: SECRET, subject: alice.userId, isService: false, lifetimeSeconds: 6 });
    const soon = alice.withToken(token);
    const ending = [await live.ofChat(soon, chatId), await live.ofUser(soon)];
    const staying = [await live.ofChat(alice, chatId), await live.ofUser(alice)];
    for (const feed of [...ending, ...staying]) await feed.next('hello');
    for (const feed of ending) await feed.ended();
    expect((await soon.getChat(chatId)).status).toBe(401);
    await ok(alice.sendMessage(chatId, 'later'));
    for (const feed of staying) await feed.reached(chatId, 2);
    for (const feed of ending) expect(feed.changes()).toEqual([]);
  });
});
