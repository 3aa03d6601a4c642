import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ApiServer, startApi } from '../support/api-server.js';
import { act, ChatStory } from '../support/chat-story.js';
import { FeedCopy, freshlySeen } from '../support/feed-copy.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { holds, PROPERTY_TIMEOUT } from '../support/property.js';

/** After so many of the acts the copies are fetched. */
const acts = fc.tuple(fc.nat({ max: 6 }), fc.array(act, { minLength: 2, maxLength: 20 }));

describe('in every story of a chat', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it.each([
    ['GROUP', 20],
    ['PERSONAL', 6],
    ['SYSTEM', 4],
  ] as const)(
    'frames alone keep a copy of a %s as GET shows it',
    (chatType, runs) =>
      holds(runs, acts, async ([known, given]) => {
        const live = await LiveFeeds.on(api.url);
        const story = await ChatStory.begin(api, chatType);
        const [owner] = story.people;
        if (owner === undefined) throw new Error('a chat has an owner');
        for (const one of given.slice(0, known)) await story.carryOut(one);
        const feeds = [await live.socket(owner), await live.ofChat(owner, story.chatId)];
        await feeds[1]?.next('hello');
        const copies = await Promise.all(feeds.map((feed) => FeedCopy.of(owner, story.chatId, feed)));
        for (const one of given.slice(known)) {
          await story.carryOut(one);
          const fresh = await freshlySeen(owner, story.chatId);
          // When the act changed nothing there is no frame to wait for.
          for (const copy of copies) expect(await copy.upTo(fresh.seq)).toEqual(fresh);
        }
        live.close();
      }),
    PROPERTY_TIMEOUT,
  );
});
