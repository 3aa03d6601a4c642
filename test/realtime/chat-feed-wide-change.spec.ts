import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChatReplica } from '#libs/client';
import type { MessageListDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { attentiveFeed } from '../support/attentive-feed.js';
import type { EventSourceReader } from '../support/event-source.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { allMessages, idsOf, pagesOf } from '../support/page-walk.js';
import { atOnce } from '../support/two-servers.js';

/** More than is read at once. */
const MANY = 110;

describe('one change of more messages than are read at once', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  let alice: ApiClient;
  let id: number;
  /** What a client held before the change. */
  let before: MessageListDto[];
  let listening: EventSourceReader;
  let last: number;

  /** Bob's watermark passes all of his single receipts, whose messages change with it. */
  beforeAll(async () => {
    api = await startApi();
    live = await LiveFeeds.on(api.url);
    const bob = api.user('bob');
    alice = api.user('alice');
    ({ id } = await groupOf(alice, bob));
    const sent = await atOnce(MANY, () => ok(alice.sendMessage(id, 'Hello')));
    for (const some of inTens(sent))
      await Promise.all(some.map((message) => ok(bob.updateMessageStatus(message.id, { status: 'READ' }))));
    ({ feed: listening } = await attentiveFeed(live, alice, id, alice));
    before = await pages(0);
    const latest = Math.max(...idsOf(sent));
    await ok(bob.updateMessageStatus(latest, { status: 'READ', up_to: true }));
    last = (await ok(alice.getChat(id))).last_seq;
  }, 60_000);
  afterAll(async () => {
    live.close();
    await api.close();
  });

  /** All that a client lacks which knows number `seq`. */
  const pages = (seq: number) => pagesOf(alice, id, { after_seq: seq, limit: 100 });

  /** A client that follows the rule ends up with what is there. */
  async function expectWhole(feed: EventSourceReader, held: readonly MessageListDto[]): Promise<void> {
    const replica = new ChatReplica();
    const take = (page: MessageListDto) => replica.applyPage(page, page.next_cursor === null);
    held.forEach(take);
    await feed.reached(id, last);
    for (const frame of feed.changes())
      if (replica.apply({ type: 'changed', ...frame }) === 'pull') (await pages(replica.seq)).forEach(take);
    expect(replica.seq).toBe(last);
    expect(replica.messages).toEqual(await allMessages(alice, id));
  }

  it('comes whole or bare to listeners, never in part', async () => {
    await expectWhole(listening, before);
  });

  it('comes whole or bare to a feed that resumes just before it', async () => {
    const feed = await live.ofChat(alice, id, { 'last-event-id': String(last - 1) });
    await expectWhole(feed, before);
  });

  it('comes whole or bare to a feed that resumes at the beginning', async () => {
    await expectWhole(await live.ofChat(alice, id, { 'last-event-id': '0' }), []);
  });
});

function inTens<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / 10) }, (_, nth) => all.slice(nth * 10, nth * 10 + 10));
}
