import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ChatReplica } from '#libs/client';
import type { MessageListDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import type { EventSourceReader } from '../support/event-source.js';
import { ok } from '../support/expectations.js';
import { inFrameOrder } from '../support/frame-order.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { allMessages, idsOf } from '../support/page-walk.js';
import { shownChat } from '../support/shown-chats.js';
import { variedHistory } from '../support/varied-history.js';

describe('a feed that is resumed', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());
  beforeEach(async () => (live = await LiveFeeds.on(api.url)));
  afterEach(() => live.close());

  const everything = (client: ApiClient, chatId: number) =>
    ok(client.listMessages(chatId, { after_seq: 0, limit: 100 }));

  /** What was there, with all that came since put on top of it, is what is there now. */
  async function expectWhole(feed: EventSourceReader, reader: ApiClient, was: MessageListDto, chatId: number) {
    const replica = new ChatReplica();
    replica.applyPage(was, true);
    const now = await shownChat(reader, chatId);
    for (const change of feed.changes()) expect(replica.apply({ type: 'changed', ...change })).toBe('apply');
    expect(replica.seq).toBe(now.last_seq);
    expect(replica.messages).toEqual(await allMessages(reader, chatId));
    expect(replica.chat).toMatchObject({ title: now.title, status: now.status, participants: now.participants });
  }

  it.each(['Last-Event-ID', 'after_seq'])(
    'by %s at every number of a chat, sends what it lacks, and goes on live',
    async (by) => {
      const { chatId, reader, steps } = await variedHistory(api);
      const [past, future] = [steps.slice(0, -4), steps.slice(-4)];
      const stages = [await everything(reader, chatId)];
      for (const step of past) {
        await step();
        stages.push(await everything(reader, chatId));
      }
      const open = (seq: number) =>
        by === 'after_seq'
          ? live.ofChat(reader, chatId, {}, `?after_seq=${seq}`)
          : live.ofChat(reader, chatId, { 'last-event-id': String(seq) });
      const feeds = await Promise.all(stages.map((_, seq) => open(seq)));
      for (const [seq, feed] of feeds.entries()) if (seq < past.length) await feed.reached(chatId, past.length);
      for (const step of future) await step();
      for (const [seq, feed] of feeds.entries()) {
        await feed.reached(chatId, steps.length);
        expect(inFrameOrder(feed.changes(), seq).seq).toBe(steps.length);
        expect(feed.of('changed').map(({ id }) => Number(id))).toEqual(feed.changes().map((change) => change.seq));
        await expectWhole(feed, reader, stages[seq]!, chatId);
      }
    },
  );

  it('sends each message once, in its latest state: numbers that were superseded are missing', async () => {
    const { chatId, reader, steps } = await variedHistory(api);
    for (const step of steps) await step();
    const feed = await live.ofChat(reader, chatId, { 'last-event-id': '0' });
    await feed.reached(chatId, steps.length);
    const messages = feed.changes().flatMap((change) => change.messages ?? []);
    expect(messages.map(({ change_seq }) => change_seq)).toEqual(
      messages.map(({ change_seq }) => change_seq).toSorted((a, b) => a - b),
    );
    expect(idsOf(messages).toSorted((a, b) => a - b)).toEqual(idsOf(await allMessages(reader, chatId)));
  });

  it('does not move its number by the hello, which comes before what it lacks', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    await ok(alice.sendMessage(chatId, 'two'));
    const feed = await live.ofChat(alice, chatId, { 'last-event-id': '1' });
    await feed.reached(chatId, 2);
    expect(feed.events.map(({ event, id }) => [event, id])).toEqual([
      ['hello', '1'],
      ['changed', '2'],
    ]);
    expect(feed.events[0]?.data.chats).toEqual([{ id: chatId, last_seq: 2 }]);
  });

  it('goes by Last-Event-ID, which is newer, rather than by after_seq', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    for (const text of ['two', 'three', 'four']) await ok(alice.sendMessage(chatId, text));
    const feed = await live.ofChat(alice, chatId, { 'last-event-id': '3' }, '?after_seq=1');
    await feed.reached(chatId, 4);
    expect(inFrameOrder(feed.changes(), 3)).toMatchObject({ seq: 4, messages: [{ content: 'four' }] });
    expect(feed.changes()).toHaveLength(1);
  });

  it.each(['2', '5000', '9007199254740991'])(
    'at %s, beyond the chat, is told the real number, and is live from there',
    async (id) => {
      const alice = api.user('alice');
      const { chatId } = await startConversation(alice);
      const feeds = [
        await live.ofChat(alice, chatId, { 'last-event-id': id }),
        await live.ofChat(alice, chatId, {}, `?after_seq=${id}`),
      ];
      for (const feed of feeds) {
        const { id: number, data } = await feed.next('hello');
        expect([number, data.chats]).toEqual(['1', [{ id: chatId, last_seq: 1 }]]);
      }
      const sent = await ok(alice.sendMessage(chatId, 'two'));
      for (const feed of feeds) {
        await feed.reached(chatId, 2);
        expect(inFrameOrder(feed.changes(), 1)).toEqual({ seq: 2, messages: [sent] });
      }
    },
  );
});
