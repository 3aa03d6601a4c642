import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChangedDto } from '#libs/realtime';
import { type ApiServer, startApi } from '../support/api-server.js';
import { attentiveFeed } from '../support/attentive-feed.js';
import { ok } from '../support/expectations.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { allMessages, idsOf } from '../support/page-walk.js';
import { atOnce } from '../support/two-servers.js';

const MAX_FRAME_BYTES = 64 * 1024;
/** 60 KB: fits into a frame alone, but not with another. */
const LONG = '字'.repeat(20_000);
/** Within the limits of a message, and beyond those of a frame. */
const TOO_LONG = 'é'.repeat(32_768);

describe('frames of long messages', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());
  beforeEach(async () => (live = await LiveFeeds.on(api.url)));
  afterEach(() => live.close());

  const isBare = (frame: ChangedDto) => Object.keys(frame).every((key) => ['chat_id', 'seq', 'after'].includes(key));
  const bytes = (frame: ChangedDto) => Buffer.byteLength(JSON.stringify(frame));

  it('none that is read is over 64 KiB; what does not fit comes bare, and nothing else does', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ title: 'Long' }));
    const contentOf = (nth: number) => (nth % 50 === 7 ? TOO_LONG : nth % 10 === 3 ? LONG : `message ${nth}`);
    for (let at = 0; at < 300; at += 10)
      await atOnce(10, (nth) => ok(alice.sendMessage(id, { content: contentOf(at + nth) })));
    const all = await allMessages(alice, id);
    const feed = await live.ofChat(alice, id, { 'last-event-id': '0' });
    await feed.reached(id, 300);
    const frames = feed.changes();
    expect(Math.max(...frames.map(bytes))).toBeLessThanOrEqual(MAX_FRAME_BYTES);
    const bareIds = frames
      .filter(isBare)
      .flatMap(({ seq, after = seq - 1 }) =>
        all.filter(({ change_seq }) => after < change_seq && change_seq <= seq).map((message) => message.id),
      );
    expect(bareIds).toEqual(idsOf(all.filter(({ content }) => content === TOO_LONG)));
    expect(frames.flatMap(({ messages = [] }) => messages)).toEqual(all.filter(({ content }) => content !== TOO_LONG));
    expect(frames.map(({ seq, after = seq - 1 }) => after)).toEqual([0, ...frames.map(({ seq }) => seq)].slice(0, -1));
  });

  it.each([
    ['TEXT', TOO_LONG],
    ['FILE', 'x'.repeat(1024 * 1024)],
    ['IMAGE', '字'.repeat(21_845)],
  ])('a %s that does not fit comes bare at once, and the next one is whole again', async (message_type, content) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ title: 'Long' }));
    const { feed, seq } = await attentiveFeed(live, alice, id, alice);
    await ok(alice.sendMessage(id, { content, message_type }));
    await feed.reached(id, seq + 1);
    const short = await ok(alice.sendMessage(id, 'short'));
    await feed.reached(id, seq + 2);
    expect(feed.changes()).toEqual([
      { chat_id: id, seq: seq + 1 },
      { chat_id: id, seq: seq + 2, messages: [short] },
    ]);
  });

  it('a reply whose parent is as long as itself comes bare', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ title: 'Long' }));
    const parent = await ok(alice.sendMessage(id, LONG));
    const { feed, seq } = await attentiveFeed(live, alice, id, alice);
    await ok(alice.sendMessage(id, { content: LONG, parent_message_id: parent.id }));
    await feed.reached(id, seq + 1);
    expect(feed.changes()).toEqual([{ chat_id: id, seq: seq + 1 }]);
  });

  it('one of 60 KB comes whole', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ title: 'Long' }));
    const { feed, seq } = await attentiveFeed(live, alice, id, alice);
    const sent = await ok(alice.sendMessage(id, '字'.repeat(20_000)));
    await feed.reached(id, seq + 1);
    expect(feed.changes()).toEqual([{ chat_id: id, seq: seq + 1, messages: [sent] }]);
  });
});
