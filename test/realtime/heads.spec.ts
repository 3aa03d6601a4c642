import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { add, groupOf, remove } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import type { LiveLog } from '../support/live-log.js';
import { personOf } from '../support/person-of.js';
import { until } from '../support/until.js';

/** All of them wait for half a minute, so they wait at the same time. */
describe('what is said every 15 to 30 s', () => {
  let api: ApiServer;
  /** Its hints reach nobody. */
  let mute: ApiServer;
  let live: LiveFeeds;
  let waits: Record<string, Promise<void>>;
  beforeAll(async () => {
    api = await startApi();
    mute = await startApi({ BUS_CHANNEL: 'nobody_listens' });
    live = await LiveFeeds.on(api.url);
    waits = Object.fromEntries(Object.entries(TESTS).map(([name, test]) => [name, test()]));
    // Each is looked at by its own test.
    await Promise.allSettled(Object.values(waits));
  }, 90_000);
  afterAll(async () => {
    live.close();
    await mute.close();
    await api.close();
  });

  const person = (name: string) => personOf([api, mute], name);
  const HEARD = 0;
  const LOST = 1;

  const heads = async (feed: LiveLog) => (await feed.next('heads')).data.chats;

  const TESTS: Record<string, () => Promise<void>> = {
    'comes over every connection to all chats, even when nothing has changed': async () => {
      const alice = api.user('alice');
      for (const said of await Promise.all(
        [live.socket(alice), live.ofUser(alice)].map(async (feed) => heads(await feed)),
      ))
        expect(said).toEqual([]);
    },

    'names the chats that changed, and heals hints that were lost': async () => {
      const [alice, bob, carol] = [person('alice'), person('bob'), person('carol')];
      const [changed, left, joined, other] = [
        await groupOf(alice.at(0), bob.at(0)),
        await groupOf(alice.at(0), bob.at(0)),
        await groupOf(alice.at(0), carol.at(0)),
        await groupOf(alice.at(0), carol.at(0)),
      ];
      const feeds = [await live.socket(bob.at(HEARD)), await live.ofUser(bob.at(HEARD))];
      await ok(alice.at(LOST).sendMessage(changed.id, 'lost'));
      await ok(alice.at(LOST).sendMessage(changed.id, 'lost too'));
      await remove(alice.at(LOST), left.id, bob.at(0));
      await add(alice.at(LOST), joined.id, bob.at(0));
      await ok(alice.at(LOST).sendMessage(left.id, 'after bob left'));
      await ok(alice.at(LOST).sendMessage(other.id, 'none of bob’s business'));
      for (const feed of feeds) {
        const said = (await heads(feed))?.toSorted((one, next) => one.id - next.id);
        expect(said).toEqual([
          { id: changed.id, last_seq: 2 },
          { id: left.id, last_seq: 1 },
          { id: joined.id, last_seq: 1 },
        ]);
        expect(feed.changes().filter(({ seq }) => seq > 0)).toEqual([]);
      }
    },

    'lets the feed of one chat read what it was not told of, and end when it was removed': async () => {
      const [alice, bob] = [person('alice'), person('bob')];
      const [changed, left] = [await groupOf(alice.at(0), bob.at(0)), await groupOf(alice.at(0), bob.at(0))];
      const feeds = [await live.ofChat(bob.at(HEARD), changed.id), await live.ofChat(bob.at(HEARD), left.id)];
      for (const feed of feeds) await feed.next('hello');
      const { id } = await ok(alice.at(LOST).sendMessage(changed.id, 'lost'));
      await remove(alice.at(LOST), left.id, bob.at(0));
      await feeds[0]!.reached(changed.id, 1);
      await feeds[1]!.ended();
      expect(feeds[0]!.changes()[0]?.messages?.map((message) => message.id)).toEqual([id]);
      expect(feeds[1]!.changes().flatMap(({ messages = [] }) => messages)).toEqual([]);
    },

    'is a comment on the feed of one chat that is quiet': async () => {
      const alice = api.user('alice');
      const feed = await live.ofChat(alice, (await groupOf(alice)).id);
      await until(() => /^:/m.test(feed.raw));
    },
  };

  it.each(Object.keys(TESTS))('%s', (name) => waits[name]);
});
