import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok, refused } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { shownChat } from '../support/shown-chats.js';

const events = { headers: { accept: 'text/event-stream' } };

describe('the feed of everything that somebody sees', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());
  beforeEach(async () => (live = await LiveFeeds.on(api.url)));
  afterEach(() => live.close());

  it('begins with the head of an event stream', async () => {
    const { status, headers } = await live.ofUser(api.user('alice'));
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-accel-buffering']).toBe('no');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('says hello with all chats, the one with the latest message first, and their numbers', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const first = await startConversation(alice);
    const second = await groupOf(bob, alice);
    await ok(bob.sendMessage(second.id, 'Hello'));
    const [empty, archived, deleted] = [
      await ok(alice.createChat()),
      await startConversation(alice),
      await startConversation(alice),
    ];
    await ok(alice.updateChatStatus(archived.chatId, { status: 'ARCHIVED' }));
    await ok(alice.updateChatStatus(deleted.chatId, { status: 'DELETED' }));
    await startConversation(bob);
    await ok(alice.sendMessage(first.chatId, 'the latest'));
    const { epoch } = await ok(alice.listMessages(first.chatId, { after_seq: 0 }));
    const listed = await ok(alice.listChats());
    const feed = await live.ofUser(alice);
    expect(feed.events[0]).toEqual({
      event: 'hello',
      data: { epoch, chats: listed.data.map(({ id, last_seq }) => ({ id, last_seq })), heartbeat_ms: 30_000 },
    });
    expect(feed.events[0]?.data.chats).toEqual([
      { id: first.chatId, last_seq: 2 },
      { id: archived.chatId, last_seq: 2 },
      { id: empty.id, last_seq: 0 },
      { id: second.id, last_seq: 1 },
    ]);
  });

  it('says hello to somebody who has no chat', async () => {
    const feed = await live.ofUser(api.user('newcomer'));
    expect(feed.events[0]?.data.chats).toEqual([]);
  });

  it('hears of several chats, without ids: numbers belong to a chat', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const [one, other] = [await groupOf(alice, bob), await groupOf(bob, alice)];
    const feed = await live.ofUser(bob);
    const sent = [await ok(alice.sendMessage(one.id, 'one')), await ok(alice.sendMessage(other.id, 'other'))];
    await feed.reached(one.id, 1);
    const liked = await ok(bob.addReaction(sent[0]?.id ?? 0, '👍'));
    await feed.reached(one.id, 2);
    await feed.reached(other.id, 1);
    // What is told of the chats being made may still have been on its way.
    const since = (chatId: number) => feed.changes(chatId).filter(({ seq }) => seq > 0);
    expect(since(one.id).map(({ seq, messages }) => [seq, messages])).toEqual([
      [1, [sent[0]]],
      [2, [liked]],
    ]);
    expect(since(other.id)).toEqual([
      { chat_id: other.id, seq: 1, messages: [sent[1]], chat: await shownChat(bob, other.id) },
    ]);
    expect(feed.raw).not.toMatch(/^id:/m);
  });

  it('hears of nothing that others do elsewhere', async () => {
    const [alice, bob, carol] = [api.user('alice'), api.user('bob'), api.user('carol')];
    const [theirs, ours] = [await groupOf(alice, carol), await groupOf(alice, bob)];
    const feed = await live.ofUser(bob);
    await ok(alice.sendMessage(theirs.id, 'not for bob'));
    await ok(alice.sendMessage(ours.id, 'for bob'));
    await feed.reached(ours.id, 1);
    expect([...new Set(feed.changes().map(({ chat_id }) => chat_id))]).toEqual([ours.id]);
  });

  it('is for a service that names a user', async () => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { chatId } = await startConversation(alice);
    const feed = await live.ofUser(bot, `?user_id=${alice.userId}`);
    expect(feed.events[0]?.data.chats).toEqual([{ id: chatId, last_seq: 1 }]);
    await ok(alice.sendMessage(chatId, 'Hello?'));
    await feed.reached(chatId, 2);
  });

  it('is for a user about themselves only, and for nobody without a token', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    await refused(alice.listChats({ user_id: bob.userId }, events), 400, 'user_id_mismatch');
    const { status, headers } = await alice.withToken(undefined).listChats({}, events);
    expect([status, headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer/)]);
    expect((await live.ofUser(alice, `?user_id=${alice.userId}`)).status).toBe(200);
  });
});
