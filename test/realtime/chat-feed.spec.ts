import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok } from '../support/expectations.js';
import { LiveFeeds } from '../support/live-feeds.js';

describe('the feed of one chat', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());
  beforeEach(async () => (live = await LiveFeeds.on(api.url)));
  afterEach(() => live.close());

  it('begins with the head of an event stream that nothing on the way may keep or hold back', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const { status, headers } = await live.ofChat(alice, chatId, { 'x-request-id': 'feed-1' });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-accel-buffering']).toBe('no');
    expect(headers['x-request-id']).toBe('feed-1');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['etag']).toBeUndefined();
  });

  it('makes a request id when none is given', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const { headers } = await live.ofChat(alice, chatId);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('says hello first: how far the chat is, on which timeline, and how often something comes', async () => {
    const alice = api.user('alice');
    const { chatId, messageId } = await startConversation(alice);
    await ok(alice.addReaction(messageId, '👍'));
    const { epoch } = await ok(alice.listMessages(chatId, { after_seq: 0 }));
    const feed = await live.ofChat(alice, chatId);
    const [hello] = [await feed.next('hello'), await ok(alice.sendMessage(chatId, 'after it'))];
    await feed.reached(chatId, 3);
    expect(feed.events[0]).toBe(hello);
    expect(hello).toEqual({
      event: 'hello',
      id: '2',
      data: { epoch, chats: [{ id: chatId, last_seq: 2 }], heartbeat_ms: 30_000 },
    });
    expect(feed.of('hello')).toHaveLength(1);
  });

  it('says hello in an empty chat, and hears its first message', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ title: 'Empty' }));
    const feed = await live.ofChat(alice, id);
    expect(await feed.next('hello')).toMatchObject({ id: '0', data: { chats: [{ id, last_seq: 0 }] } });
    const sent = await ok(alice.sendMessage(id, 'the first'));
    await feed.reached(id, 1);
    expect(feed.changes()).toMatchObject([{ chat_id: id, seq: 1, messages: [sent] }]);
  });

  it('sends nothing that was there before', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const feed = await live.ofChat(alice, chatId);
    await feed.next('hello');
    const sent = await ok(alice.sendMessage(chatId, 'new'));
    await feed.reached(chatId, 2);
    expect(feed.changes()).toEqual([{ chat_id: chatId, seq: 2, messages: [sent] }]);
  });

  it('gives every change its number as its id', async () => {
    const alice = api.user('alice');
    const { chatId, messageId } = await startConversation(alice);
    const feed = await live.ofChat(alice, chatId);
    const changes = [
      () => ok(alice.addReaction(messageId, '👍')),
      () => ok(alice.removeReaction(messageId, '👍')),
      () => ok(alice.updateChatStatus(chatId, { status: 'ARCHIVED' })),
    ];
    for (const [nth, change] of changes.entries()) {
      await change();
      await feed.reached(chatId, nth + 2);
    }
    expect(feed.of('changed').map(({ id }) => id)).toEqual(['2', '3', '4']);
    expect(feed.changes().map(({ seq }) => seq)).toEqual([2, 3, 4]);
  });

  it('hears of its own chat only', async () => {
    const alice = api.user('alice');
    const [one, other] = [await startConversation(alice), await startConversation(alice)];
    const feed = await live.ofChat(alice, one.chatId);
    await feed.next('hello');
    await ok(alice.sendMessage(other.chatId, 'elsewhere'));
    await ok(alice.sendMessage(one.chatId, 'here'));
    await feed.reached(one.chatId, 2);
    expect(feed.changes().map(({ chat_id, seq }) => [chat_id, seq])).toEqual([[one.chatId, 2]]);
  });

  it('goes on when its sibling in the same process is closed', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    const [closing, staying] = [await live.ofChat(alice, chatId), await live.ofChat(alice, chatId)];
    for (const feed of [closing, staying]) await feed.next('hello');
    closing.close();
    await closing.ended();
    await ok(alice.sendMessage(chatId, 'still here?'));
    await staying.reached(chatId, 2);
    expect(closing.changes()).toEqual([]);
  });
});
