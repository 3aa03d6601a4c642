import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { inFrameOrder } from '../support/frame-order.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { allMessages, idsOf } from '../support/page-walk.js';
import { atOnce } from '../support/two-servers.js';

describe('the order of a live feed', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());
  beforeEach(async () => (live = await LiveFeeds.on(api.url)));
  afterEach(() => live.close());

  async function group(size: number) {
    const people = Array.from({ length: size }, (_, nth) => api.user(`person${nth}`));
    const [owner, ...others] = people;
    if (owner === undefined) throw new Error('a group has an owner');
    const { id } = await groupOf(owner, ...others);
    return { id, owner, by: (nth: number) => people[nth % size] ?? owner };
  }

  it('fifty sends at once by several people are numbers 1 to 50, in order, each once', async () => {
    const { id, owner, by } = await group(5);
    const feed = await live.ofChat(owner, id);
    await feed.next('hello');
    await atOnce(50, (nth) => ok(by(nth).sendMessage(id, { content: `message ${nth}`, message_type: 'IMAGE' })));
    await feed.reached(id, 50);
    const { seq, messages } = inFrameOrder(feed.changes(), 0);
    expect(seq).toBe(50);
    expect(messages.map(({ change_seq }) => change_seq)).toEqual(Array.from({ length: 50 }, (_, nth) => nth + 1));
    expect(messages).toEqual(await allMessages(owner, id));
  });

  it('replies at once come with the count that they make', async () => {
    const { id, owner, by } = await group(4);
    const question = await ok(owner.sendMessage(id, { content: 'a question', message_type: 'IMAGE' }));
    const feed = await live.ofChat(owner, id);
    await feed.next('hello');
    await atOnce(20, (nth) => ok(by(nth).sendMessage(id, { content: 're', parent_message_id: question.id })));
    await feed.reached(id, 21);
    expect(inFrameOrder(feed.changes(), 1).seq).toBe(21);
    const seen = new Set<number>();
    for (const { messages = [] } of feed.changes()) {
      for (const message of messages) if (message.id !== question.id) seen.add(message.id);
      expect(messages.find((message) => message.id === question.id)?.reply_count).toBe(seen.size);
    }
    expect(seen.size).toBe(20);
  });

  it('changes of every kind at once come in the order of their numbers, without a gap', async () => {
    const { id, owner, by } = await group(4);
    const sent = await atOnce(8, (nth) => ok(by(nth).sendMessage(id, 'Hello')));
    const messageId = (nth: number) => idsOf(sent)[nth % 8] ?? 0;
    const feed = await live.ofChat(owner, id);
    await feed.next('hello');
    await atOnce(60, async (nth) => {
      if (nth % 4 === 0) await ok(by(nth).sendMessage(id, 'more'));
      else if (nth % 4 === 1) await ok(by(nth + (nth >> 2)).addReaction(messageId(nth), '👍'));
      else if (nth % 4 === 2) await ok(by(nth >> 2).updateMessageStatus(messageId(nth), { status: 'READ' }));
      else await ok(by(nth >> 2).updateMessageStatus(messageId(nth), { status: 'READ', up_to: true }));
    });
    const { last_seq } = await ok(owner.getChat(id));
    await feed.reached(id, last_seq);
    const { seq, messages } = inFrameOrder(feed.changes(), 8);
    expect(seq).toBe(last_seq);
    expect(messages.map(({ change_seq }) => change_seq)).toEqual(
      messages.map(({ change_seq }) => change_seq).toSorted((a, b) => a - b),
    );
  });
});
