import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import type { LiveLog } from '../support/live-log.js';
import { nextConnection } from '../support/server-sockets.js';
import { freshly, SyncedChat } from '../support/synced-chat.js';
import { until } from '../support/until.js';

const MAX_BUFFERED = 1024 * 1024;
const MAX_FRAME = 64 * 1024;
const TEXT = 'x'.repeat(30_000);
/** Beyond what the operating system keeps for a connection, on both sides. */
const MANY = 1_500;

describe('a client that does not read', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  let alice: ApiClient;
  let bob: ApiClient;
  let chatId: number;
  let sent: number;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(api.url);
    [alice, bob] = [api.user('alice'), api.user('bob')];
    chatId = (await groupOf(alice, bob)).id;
    sent = 0;
  });
  afterEach(() => live.close());

  const send = async () => {
    await ok(alice.sendMessage(chatId, TEXT));
    sent++;
  };

  /** Several at once, or it would take long. */
  const sendUntil = async (isEnough: () => boolean, atOnce = 8) => {
    while (!isEnough()) {
      if (sent > MANY) throw new Error('the client was never sent away');
      await Promise.all(Array.from({ length: atOnce }, send));
    }
  };

  const expectEveryNumber = async (feed: LiveLog) => {
    await feed.reached(chatId, sent);
    expect(numbersIn(feed)).toEqual(Array.from({ length: sent }, (_, nth) => nth + 1));
  };

  const expectNoGap = (feed: LiveLog) => {
    const numbers = numbersIn(feed);
    expect(numbers).toEqual(numbers.map((_, nth) => nth + 1));
    expect(numbers.length).toBeLessThan(sent);
  };

  /** One frame may hold several changes. */
  const numbersIn = (feed: LiveLog) =>
    feed.changes(chatId).flatMap(({ messages = [] }) => messages.map(({ change_seq }) => change_seq));

  const open = async <Feed>(connect: () => Promise<Feed>) => {
    const connection = nextConnection(api);
    return { feed: await connect(), server: await connection };
  };

  it('of a WebSocket is cut off, costs the server 1 MB and a frame at most, and loses nothing', async () => {
    const other = await live.socket(bob);
    const { feed, server } = await open(() => live.socket(bob));
    const copy = new SyncedChat([bob], chatId, [100]);
    await copy.pull();
    feed.socket.pause();
    await sendUntil(() => server.socket.destroyed);
    expect(server.peakBytes).toBeGreaterThan(MAX_BUFFERED);
    expect(server.peakBytes).toBeLessThanOrEqual(MAX_BUFFERED + MAX_FRAME);
    // What the operating systems had taken comes still: the numbers up to some point.
    feed.socket.resume();
    await feed.ended();
    expectNoGap(feed);
    await expectEveryNumber(other);

    const again = await live.socket(bob);
    expect((await again.next('hello')).data.chats).toEqual([{ id: chatId, last_seq: sent }]);
    expect(await copy.pull()).toEqual(await freshly(bob, chatId));
    await send();
    await again.reached(chatId, sent);
    expect(again.changes().map(({ seq }) => seq)).toEqual([sent]);
  }, 120_000);

  it('of a WebSocket is told why, with 4408, if it reads again in time', async () => {
    const { feed, server } = await open(() => live.socket(bob));
    feed.socket.pause();
    // One after the other: from the frame that is too much the client has 2 s.
    await sendUntil(() => server.peakBytes > MAX_BUFFERED, 1);
    // The next frame is the one that finds too much waiting.
    await send();
    feed.socket.resume();
    await feed.ended();
    expect([feed.code, feed.reason]).toEqual([4408, 'slow']);
    expectNoGap(feed);
  }, 120_000);

  it('of one chat as events is cut off, and goes on where it was by Last-Event-ID', async () => {
    const other = await live.ofChat(bob, chatId);
    const { feed, server } = await open(() => live.ofChat(bob, chatId));
    await feed.next('hello');
    feed.pause();
    await sendUntil(() => server.socket.destroyed);
    expect(server.peakBytes).toBeGreaterThan(MAX_BUFFERED);
    expect(server.peakBytes).toBeLessThanOrEqual(MAX_BUFFERED + MAX_FRAME);
    feed.resume();
    await feed.ended();
    expectNoGap(feed);
    await expectEveryNumber(other);

    const id = feed.events.at(-1)?.id ?? '';
    expect(Number(id)).toBeLessThan(sent);
    const again = await live.ofChat(bob, chatId, { 'last-event-id': id });
    await again.reached(chatId, sent);
    expect(numbersIn(again)).toEqual(Array.from({ length: sent - Number(id) }, (_, nth) => Number(id) + nth + 1));
  }, 120_000);

  it('when it comes back from far behind is sent only as much as it reads', async () => {
    await sendUntil(() => sent >= 600);
    const { feed, server } = await open(() => live.ofChat(bob, chatId, { 'last-event-id': '0' }));
    feed.pause();
    await until(() => server.socket.writableLength > 0);
    await send();
    expect(server.peakBytes).toBeLessThanOrEqual(MAX_BUFFERED + MAX_FRAME);
    expect(server.socket.destroyed).toBe(false);
    feed.resume();
    await expectEveryNumber(feed);
  }, 120_000);
});
