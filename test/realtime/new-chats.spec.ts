import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AT_EAR, AT_MOUTH, BusStage } from '../support/bus-stage.js';
import { ok } from '../support/expectations.js';
import { FeedCopy, freshlySeen } from '../support/feed-copy.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';

describe('a chat that is new', () => {
  let stage: BusStage;
  let live: LiveFeeds;
  beforeAll(async () => {
    stage = await BusStage.set();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(stage.ear.url);
  });
  afterEach(() => live.close());

  it('is told of when it is made, and all that happens in it at once', async () => {
    const [alice, bob] = [stage.person('alice'), stage.person('bob')];
    const feeds = [await live.socket(bob.at(AT_EAR)), await live.ofUser(bob.at(AT_EAR))];
    for (let round = 0; round < 20; round++) {
      const { id } = await groupOf(alice.at(AT_MOUTH), bob.at(AT_MOUTH));
      await ok(alice.at(AT_MOUTH).sendMessage(id, 'the title'));
      await ok(alice.at(AT_MOUTH).sendMessage(id, 'more'));
      for (const feed of feeds) {
        await feed.reached(id, 2);
        // Some may have come together, but from the very beginning.
        const places = feed.changes(id).map(({ seq, after = seq - 1 }) => ({ after, seq }));
        expect(places.filter(({ after }, nth) => after > (places[nth - 1]?.seq ?? 0))).toEqual([]);
        const told = feed.changes(id).flatMap(({ messages = [] }) => messages.map(({ content }) => content));
        expect([...new Set(told)]).toEqual(['the title', 'more']);
        expect(feed.changes(id).findLast(({ chat }) => chat !== undefined)?.chat?.title).toBe('the title');
        // The document says that `after` is 0 or more.
        expect(feed.changes(id).filter(({ after = 0 }) => after < 0)).toEqual([]);
      }
      const copy = await FeedCopy.of(bob.at(AT_EAR), id, feeds[0]!);
      expect(await copy.upTo(2)).toEqual(await freshlySeen(bob.at(AT_EAR), id));
    }
  });
});
