import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AT_EAR, AT_MOUTH, AT_MUTE, BusStage } from '../support/bus-stage.js';
import { ok } from '../support/expectations.js';
import { LiveFeeds } from '../support/live-feeds.js';
import type { Person } from '../support/person-of.js';
import { until } from '../support/until.js';

describe('the feed of every chat, of two servers with BUS=pg', () => {
  let stage: BusStage;
  let live: LiveFeeds;
  let alice: Person;
  beforeAll(async () => {
    stage = await BusStage.set();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(stage.ear.url);
    alice = stage.person('alice');
  });
  afterEach(() => live.close());

  it('hears what another server has changed, whole or by its number', async () => {
    const feed = await live.socket(stage.ear.service());
    const { id } = await ok(alice.at(AT_MOUTH).createChat());
    await ok(alice.at(AT_MOUTH).sendMessage(id, 'short'));
    await ok(alice.at(AT_MOUTH).sendMessage(id, 'longer than a NOTIFY '.repeat(1_000)));
    await feed.reached(id, 2);
    const { data } = await ok(alice.at(AT_EAR).listMessages(id, { order: 'asc' }));
    expect(feed.changes(id).flatMap(({ messages = [] }) => messages.map((message) => message.id))).toEqual(
      expect.arrayContaining(data.map((message) => message.id)),
    );
  });

  it('is told by the next heads of hints that were lost, and of no others', async () => {
    const feed = await live.ofUser(stage.ear.service());
    const { id: heard } = await ok(alice.at(AT_MOUTH).createChat());
    const { id: lost } = await ok(alice.at(AT_MUTE).createChat());
    await ok(alice.at(AT_MUTE).sendMessage(lost, 'lost'));
    const { id: lostToo } = await ok(alice.at(AT_MOUTH).createChat());
    await feed.reached(lostToo, 0);
    await ok(alice.at(AT_MUTE).sendMessage(lostToo, 'lost, too'));
    await ok(alice.at(AT_MOUTH).sendMessage(heard, 'heard'));
    await feed.reached(heard, 1);
    const named = () => feed.of('heads').flatMap(({ data }) => data.chats ?? []);
    await until(() => named().length >= 2);
    expect(named().toSorted((one, other) => one.id - other.id)).toEqual([
      { id: lost, last_seq: 1 },
      { id: lostToo, last_seq: 1 },
    ]);
    expect(feed.of('heads').every(({ data }) => typeof data.at === 'string')).toBe(true);
  }, 60_000);

  it('looks at once when it may have missed something', async () => {
    const feed = await live.socket(stage.ear.service());
    expect(await stage.deafen()).toBe(true);
    const { id } = await ok(alice.at(AT_MUTE).createChat());
    await until(() => feed.of('heads').some(({ data }) => data.chats?.some((head) => head.id === id) ?? false));
  }, 60_000);
});
