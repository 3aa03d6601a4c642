import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { attentiveFeed } from '../support/attentive-feed.js';
import type { EventSourceReader } from '../support/event-source.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { idsOf, sendAll } from '../support/page-walk.js';
import { shownMessages } from '../support/shown-chats.js';

describe('receipts in a live feed', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  let alice: ApiClient;
  let bob: ApiClient;
  let carol: ApiClient;
  let id: number;
  let sent: MessageDto[];
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(api.url);
    [alice, bob, carol] = [api.user('alice'), api.user('bob'), api.user('carol')];
    ({ id } = await groupOf(alice, bob, carol));
    sent = await sendAll(alice, id, ['one', 'two', 'three']);
  });
  afterEach(() => live.close());

  async function listen(): Promise<EventSourceReader> {
    return (await attentiveFeed(live, alice, id, alice)).feed;
  }

  const idOf = (nth: number) => sent[nth]?.id ?? 0;
  const mark = (reader: ApiClient, nth: number, status: string, up_to = false) =>
    ok(reader.updateMessageStatus(idOf(nth), { status, up_to }));

  it('a single receipt changes its message', async () => {
    const feed = await listen();
    const delivered = await mark(bob, 1, 'DELIVERED');
    await feed.reached(id, 5);
    const read = await mark(bob, 1, 'READ');
    await feed.reached(id, 6);
    expect(feed.changes()).toEqual([
      { chat_id: id, seq: 5, messages: [delivered] },
      { chat_id: id, seq: 6, messages: [read] },
    ]);
    expect(read).toMatchObject({ status: 'READ', receipts: { recipients: 2, delivered: 1, read: 1 } });
    expect(await shownMessages(alice, id, idOf(1))).toEqual([read]);
  });

  it('a watermark comes as a watermark, without the messages that it passes', async () => {
    const feed = await listen();
    await mark(bob, 2, 'DELIVERED', true);
    await feed.reached(id, 5);
    await mark(bob, 1, 'READ', true);
    await feed.reached(id, 6);
    await mark(carol, 0, 'READ', true);
    await feed.reached(id, 7);
    const receipts = (userId: string, delivered: number, read: number) => [
      { user_id: userId, delivered_up_to: delivered, read_up_to: read },
    ];
    expect(feed.changes()).toEqual([
      { chat_id: id, seq: 5, receipts: receipts(bob.userId, idOf(2), 0) },
      { chat_id: id, seq: 6, receipts: receipts(bob.userId, idOf(2), idOf(1)) },
      { chat_id: id, seq: 7, receipts: receipts(carol.userId, idOf(0), idOf(0)) },
    ]);
  });

  it('messages whose single receipts a watermark passes come with it', async () => {
    await mark(bob, 0, 'READ');
    await mark(bob, 1, 'DELIVERED');
    const feed = await listen();
    await mark(bob, 2, 'READ', true);
    await feed.reached(id, 7);
    expect(feed.changes()).toEqual([
      {
        chat_id: id,
        seq: 7,
        messages: await shownMessages(alice, id, idOf(0), idOf(1)),
        receipts: [{ user_id: bob.userId, delivered_up_to: idOf(2), read_up_to: idOf(2) }],
      },
    ]);
  });

  it('a repeated receipt, and one on a message of one’s own, are no change', async () => {
    const feed = await listen();
    await mark(bob, 1, 'READ');
    await mark(bob, 1, 'DELIVERED');
    await mark(bob, 1, 'READ');
    await mark(alice, 1, 'READ');
    await mark(carol, 0, 'READ');
    await feed.reached(id, 6);
    expect(feed.changes().map(({ seq }) => seq)).toEqual([5, 6]);
  });

  it('in a PERSONAL chat the message carries its status, and a watermark is one too', async () => {
    const { id: chatId } = await ok(alice.createChat({ title: 'Alone' }));
    const answers = await sendAll(
      alice,
      chatId,
      [1, 2].map((n) => ({ content: `answer ${n}`, is_user: false })),
    );
    const { feed } = await attentiveFeed(live, alice, chatId, alice);
    const [first = 0, second = 0] = idsOf(answers);
    await ok(alice.updateMessageStatus(first, { status: 'DELIVERED' }));
    await feed.reached(chatId, 4);
    await ok(alice.updateMessageStatus(second, { status: 'READ', up_to: true }));
    await feed.reached(chatId, 5);
    expect(feed.changes()[0]?.messages).toMatchObject([{ id: first, status: 'DELIVERED', change_seq: 4 }]);
    expect(feed.changes()[1]?.receipts).toEqual([
      { user_id: alice.userId, delivered_up_to: second, read_up_to: second },
    ]);
  });
});
