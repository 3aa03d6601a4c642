import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';

describe('a live feed', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());
  beforeEach(async () => (live = await LiveFeeds.on(api.url)));
  afterEach(() => live.close());

  it('tells everybody in a chat of a message, over every kind of connection', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const feeds = [await live.socket(bob), await live.ofUser(bob), await live.ofChat(bob, id)];
    const sent = await ok(alice.sendMessage(id, { content: 'Hello', message_type: 'IMAGE' }));
    for (const feed of feeds) {
      await feed.reached(id, 1);
      expect(feed.changes(id).flatMap(({ messages = [] }) => messages)).toEqual([sent]);
    }
  });
});
