import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from '../support/expectations.js';
import { act, add, groupOf, remove } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import type { LiveLog } from '../support/live-log.js';
import type { Person } from '../support/person-of.js';
import { startTwoServers, type TwoServers } from '../support/two-servers.js';
import { until } from '../support/until.js';

describe('presence', () => {
  let servers: TwoServers;
  let live: LiveFeeds;
  let [alice, bob, carol, dave]: Person[] = [];
  let chatId: number;
  beforeAll(async () => {
    servers = await startTwoServers();
  });
  afterAll(() => servers.close());
  beforeEach(async () => {
    [alice, bob, carol, dave] = ['alice', 'bob', 'carol', 'dave'].map((name) => servers.user(name));
    live = await LiveFeeds.on(alice!.at(0).url);
    chatId = (await groupOf(alice!.at(0), bob!.at(0), carol!.at(0))).id;
    for (const person of [bob!, carol!]) await ok(person.at(0).sendMessage(chatId, 'I take part'));
  });
  afterEach(() => live.close());

  const told = (feed: LiveLog, { userId }: Person) =>
    feed.of('presence').flatMap(({ data }) => (data.user_id === userId ? [data.status] : []));
  const comes = (feed: LiveLog, person: Person, ...statuses: string[]) =>
    until(() => told(feed, person).length >= statuses.length).then(() => expect(told(feed, person)).toEqual(statuses));

  describe.each([
    ['on one server', 0],
    ['on two servers', 1],
  ])('%s', (_name, other) => {
    it('is told to the people of my groups over every kind of connection that is mine, and to nobody else', async () => {
      const feeds = [await live.socket(bob!.at(0)), await live.ofUser(bob!.at(0))];
      await ok(dave!.at(0).createChat());
      const stranger = await live.socket(dave!.at(other));
      const newcomer = await live.socket(alice!.at(other));
      for (const feed of feeds) await comes(feed, alice!, 'online');
      await comes(newcomer, bob!, 'online');
      const { id } = await groupOf(dave!.at(0));
      await ok(dave!.at(0).sendMessage(id, 'a sign'));
      await stranger.reached(id, 1);
      expect(stranger.of('presence')).toEqual([]);
      expect(told(newcomer, alice!)).toEqual([]);
      expect(told(newcomer, carol!)).toEqual([]);
    });

    it('is told once to each of two who come at once', async () => {
      const feeds = await Promise.all([live.socket(alice!.at(0)), live.socket(bob!.at(other))]);
      await comes(feeds[0]!, bob!, 'online');
      await comes(feeds[1]!, alice!, 'online');
      // By the time that carol's arrival is told, what was to be told of theirs has been.
      await live.ofUser(carol!.at(0));
      for (const feed of feeds) await comes(feed, carol!, 'online');
      expect([told(feeds[0]!, bob!), told(feeds[1]!, alice!)]).toEqual([['online'], ['online']]);
    });

    it('says offline when the last connection is gone, not before', async () => {
      const watching = await live.socket(bob!.at(0));
      const connections = [await live.socket(alice!.at(other)), await live.ofUser(alice!.at(other))];
      await comes(watching, alice!, 'online');
      const soon = await live.socket(carol!.at(other));
      await comes(watching, carol!, 'online');
      connections[0]!.close();
      soon.close();
      // Whoever left after the first connection was closed has been told of, so alice would have been too.
      await comes(watching, carol!, 'online', 'offline');
      expect(told(watching, alice!)).toEqual(['online']);
      connections[1]!.close();
      await comes(watching, alice!, 'online', 'offline');
    });

    it('tells nothing of a quick reconnect', async () => {
      const watching = await live.socket(bob!.at(0));
      const before = await live.socket(alice!.at(other));
      const fence = await live.socket(carol!.at(other));
      await comes(watching, alice!, 'online');
      await comes(watching, carol!, 'online');
      before.close();
      await before.ended();
      await live.socket(alice!.at(other));
      fence.close();
      await comes(watching, carol!, 'online', 'offline');
      expect(told(watching, alice!)).toEqual(['online']);
    });
  });

  it('is not told to a person who left the group', async () => {
    await remove(alice!.at(0), chatId, bob!.at(0));
    const [former, present] = [await live.socket(bob!.at(0)), await live.socket(carol!.at(0))];
    const newcomer = await live.socket(alice!.at(0));
    await comes(present, alice!, 'online');
    await comes(newcomer, carol!, 'online');
    const { id } = await groupOf(bob!.at(0));
    await ok(bob!.at(0).sendMessage(id, 'a sign'));
    await former.reached(id, 1);
    expect([former.of('presence'), told(newcomer, bob!)]).toEqual([[], []]);
  });

  describe('of somebody who was only put into a group', () => {
    let group: number;
    let messageId: number;
    beforeEach(async () => {
      // Mallory makes it: alice is in it with carol, and has done nothing.
      group = (await groupOf(dave!.at(0), alice!.at(0), carol!.at(0))).id;
      messageId = (await ok(dave!.at(0).sendMessage(group, 'are you there?'))).id;
    });

    it.each<[string, () => Promise<unknown>]>([
      ['sent', () => ok(alice!.at(0).sendMessage(group, 'I am'))],
      ['reacted', () => ok(alice!.at(0).addReaction(messageId, '👍'))],
      ['marked a message', () => ok(alice!.at(0).updateMessageStatus(messageId, { status: 'DELIVERED' }))],
      ['moved a watermark', () => ok(alice!.at(0).updateMessageStatus(messageId, { status: 'READ', up_to: true }))],
    ])('is told nobody until they have %s', async (_what, takePart) => {
      await ok(carol!.at(0).sendMessage(group, 'I take part'));
      const [stranger, peer] = [await live.socket(dave!.at(0)), await live.socket(bob!.at(0))];
      const quiet = await live.socket(alice!.at(0));
      // Of those who have taken part she is told.
      await comes(quiet, dave!, 'online');
      await comes(peer, alice!, 'online');
      await live.ofUser(carol!.at(0));
      await comes(peer, carol!, 'online');
      const late = await live.socket(dave!.at(1));
      await comes(late, carol!, 'online');
      for (const feed of [stranger, late]) expect(told(feed, alice!)).toEqual([]);
      await takePart();
      quiet.close();
      await comes(late, alice!, 'offline');
    });

    it('is told nobody also by being put there again', async () => {
      await ok(alice!.at(0).sendMessage(group, 'I leave'));
      await ok(act(alice!.at(0), group, 'leave'));
      await add(dave!.at(0), group, alice!.at(0));
      const stranger = await live.socket(dave!.at(0));
      const peer = await live.socket(bob!.at(0));
      await live.socket(alice!.at(0));
      await comes(peer, alice!, 'online');
      const { id } = await groupOf(alice!.at(0), dave!.at(0));
      await ok(alice!.at(0).sendMessage(id, 'a sign'));
      await stranger.reached(id, 1);
      expect(told(stranger, alice!)).toEqual([]);
    });
  });

  it('ends at online for somebody who goes over to another server', async () => {
    const [near, far] = [await live.socket(bob!.at(0)), await live.socket(carol!.at(1))];
    const before = await live.socket(alice!.at(0));
    await comes(near, alice!, 'online');
    await live.socket(alice!.at(1));
    before.close();
    const fence = await live.ofUser(dave!.at(0));
    const { id } = await groupOf(bob!.at(0), dave!.at(0), carol!.at(0));
    await ok(dave!.at(0).sendMessage(id, 'I take part'));
    fence.close();
    for (const feed of [near, far]) {
      await feed.next('presence', ({ data }) => data.user_id === dave!.userId && data.status === 'offline');
      await until(() => told(feed, alice!).at(-1) === 'online');
    }
    expect(told(far, alice!)).not.toContain('offline');
  });
});
