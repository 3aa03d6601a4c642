import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { attentiveFeed } from '../support/attentive-feed.js';
import { startConversation } from '../support/conversation.js';
import type { EventSourceReader } from '../support/event-source.js';
import { ok, refused } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';

const events = { headers: { accept: 'text/event-stream' } };

describe('the feed of a chat that is archived or deleted', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());
  beforeEach(async () => (live = await LiveFeeds.on(api.url)));
  afterEach(() => live.close());

  it('ends for everybody when it is deleted, the last thing being that', async () => {
    const [alice, bob, bot] = [api.user('alice'), api.user('bob'), api.service('bot')];
    const { id } = await groupOf(alice, bob);
    const feeds: EventSourceReader[] = [];
    for (const client of [alice, bob, bot]) feeds.push((await attentiveFeed(live, client, id, alice)).feed);
    for (const feed of feeds.slice(0, -1)) await feed.reached(id, 3);
    await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    for (const feed of feeds) {
      await feed.ended();
      expect(feed.changes().at(-1)).toMatchObject({ chat_id: id, seq: 4, chat: { status: 'DELETED' } });
      expect(feed.changes().filter(({ seq }) => seq === 4)).toHaveLength(1);
      expect(feed.changes().at(-1)).not.toHaveProperty('messages');
    }
    for (const client of [alice, bob, bot]) await refused(client.listMessages(id, {}, events), 404, 'chat_not_found');
  });

  it('also when it was archived before', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const { feed, seq } = await attentiveFeed(live, alice, chatId, alice);
    await ok(alice.updateChatStatus(chatId, { status: 'ARCHIVED' }));
    await feed.reached(chatId, seq + 1);
    await ok(alice.updateChatStatus(chatId, { status: 'DELETED' }));
    await feed.ended();
    expect(feed.changes().map(({ chat }) => chat?.status)).toEqual(['ARCHIVED', 'DELETED']);
  });

  it('can be listened to again when it is restored, and finds the restoration', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const { feed, seq } = await attentiveFeed(live, alice, chatId, alice);
    await ok(alice.updateChatStatus(chatId, { status: 'DELETED' }));
    await feed.ended();
    await ok(alice.updateChatStatus(chatId, { status: 'ACTIVE' }));
    const again = await live.ofChat(alice, chatId, { 'last-event-id': String(seq + 1) });
    await again.reached(chatId, seq + 2);
    expect(again.changes()).toMatchObject([{ seq: seq + 2, chat: { status: 'ACTIVE' } }]);
    const sent = await ok(alice.sendMessage(chatId, 'back'));
    await again.reached(chatId, seq + 3);
    expect(again.changes().at(-1)?.messages).toEqual([sent]);
  });

  it('goes on when it is archived: receipts and reactions still come', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const sent = await ok(alice.sendMessage(id, 'the title'));
    const { feed, seq } = await attentiveFeed(live, bob, id, alice);
    await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
    await feed.reached(id, seq + 1);
    await ok(bob.updateMessageStatus(sent.id, { status: 'READ' }));
    await feed.reached(id, seq + 2);
    const liked = await ok(bob.addReaction(sent.id, '👍'));
    await feed.reached(id, seq + 3);
    expect(feed.changes().at(-1)).toEqual({ chat_id: id, seq: seq + 3, messages: [liked] });
    expect(feed.isClosed).toBe(false);
  });

  it('can be opened while it is archived', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    await ok(alice.updateChatStatus(chatId, { status: 'ARCHIVED' }));
    const feed = await live.ofChat(alice, chatId, { 'last-event-id': '0' });
    await feed.reached(chatId, 2);
    expect(feed.changes().at(-1)?.chat?.status).toBe('ARCHIVED');
  });
});
