import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { act, add, groupOf, remove } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { shownChat } from '../support/shown-chats.js';

describe('chats that come and go in the feed of everything', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  let alice: ApiClient;
  let bob: ApiClient;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(api.url);
    [alice, bob] = [api.user('alice'), api.user('bob')];
  });
  afterEach(() => live.close());

  it('a new chat comes with number 0, to everybody in it', async () => {
    const feeds = [await live.ofUser(alice), await live.ofUser(bob)];
    const { id } = await groupOf(alice, bob);
    for (const feed of feeds) {
      await feed.reached(id, 0);
      expect(feed.changes()[0]).toMatchObject({ chat_id: id, seq: 0 });
    }
  });

  it('a new chat that is created again does not come again', async () => {
    const feed = await live.ofUser(alice);
    const { id } = await ok(alice.createChat({ session_id: 'once' }));
    await feed.reached(id, 0);
    await ok(alice.createChat({ session_id: 'once' }));
    const sent = await ok(alice.sendMessage(id, { content: 'first', message_type: 'IMAGE' }));
    await feed.reached(id, 1);
    expect(feed.changes().map(({ seq }) => seq)).toEqual([0, 1]);
    expect(feed.changes()[1]?.messages).toEqual([sent]);
  });

  it('somebody who is added hears of that, and of what follows', async () => {
    const { id } = await groupOf(alice);
    await ok(alice.sendMessage(id, 'before'));
    const feed = await live.ofUser(bob);
    const { change_seq } = await add(alice, id, bob);
    await feed.reached(id, change_seq);
    expect(feed.changes()[0]).toMatchObject({ chat_id: id, seq: change_seq });
    const sent = await ok(alice.sendMessage(id, 'after'));
    await feed.reached(id, sent.change_seq);
    expect(feed.changes(id).at(-1)?.messages).toContainEqual(sent);
  });

  it.each(['remove_participants', 'leave'])(
    'after %s the chat comes a last time, and other chats go on',
    async (way) => {
      const [group, other] = [await groupOf(alice, bob), await groupOf(alice, bob)];
      await ok(alice.sendMessage(group.id, 'the title'));
      const feed = await live.ofUser(bob);
      const gone = way === 'leave' ? await ok(act(bob, group.id, way)) : await remove(alice, group.id, bob);
      await feed.reached(group.id, gone.change_seq);
      await ok(alice.sendMessage(group.id, 'behind his back'));
      const { change_seq } = await ok(alice.sendMessage(other.id, 'elsewhere'));
      await feed.reached(other.id, change_seq);
      // What was told before may still have been on its way.
      const last = feed.changes(group.id).filter(({ seq }) => seq >= gone.change_seq);
      expect(last).toMatchObject([{ seq: gone.change_seq, chat: { participants: [alice.userId] } }]);
      expect(last[0]).not.toHaveProperty('messages');
      expect(feed.raw).not.toContain('behind his back');
      expect(feed.isClosed).toBe(false);
    },
  );

  it('somebody who was removed while they were away hears nothing of what the chat has become', async () => {
    const [group, other] = [await groupOf(alice, bob), await groupOf(alice, bob)];
    const [feed, ofAlice] = [await live.ofUser(bob), await live.ofUser(alice)];
    const { change_seq: before } = await ok(alice.sendMessage(group.id, 'the title'));
    await feed.reached(group.id, before);
    feed.close();
    await feed.ended();
    await remove(alice, group.id, bob);
    const renamed = await ok(act(alice, group.id, 'rename', { title: 'What bob must not know' }));
    await ofAlice.reached(group.id, renamed.change_seq);
    const again = await live.ofUser(bob);
    const { change_seq } = await ok(alice.sendMessage(group.id, 'behind his back'));
    await ofAlice.reached(group.id, change_seq);
    await ok(alice.sendMessage(other.id, 'elsewhere'));
    await again.reached(other.id, 1);
    expect(again.changes(group.id)).toEqual([]);
    expect(again.raw).not.toContain('What bob must not know');
  });

  it('somebody who is back hears again', async () => {
    const { id } = await groupOf(alice, bob);
    const feed = await live.ofUser(bob);
    const removed = await remove(alice, id, bob);
    await feed.reached(id, removed.change_seq);
    await ok(alice.sendMessage(id, 'meanwhile'));
    const { change_seq } = await add(alice, id, bob);
    await feed.reached(id, change_seq);
    const sent = await ok(alice.sendMessage(id, 'welcome back'));
    await feed.reached(id, sent.change_seq);
    expect(feed.changes(id).at(-1)?.messages).toContainEqual(sent);
  });

  it('a chat that is deleted comes a last time, and again when it is restored', async () => {
    const { id } = await groupOf(alice, bob);
    const feeds = [await live.ofUser(alice), await live.ofUser(bob)];
    for (const [nth, status] of ['DELETED', 'ACTIVE', 'DELETED', 'ARCHIVED'].entries()) {
      await ok(alice.updateChatStatus(id, { status }));
      for (const feed of feeds) {
        await feed.reached(id, nth + 1);
        expect(feed.changes(id).at(-1)).toMatchObject({ seq: nth + 1, chat: { status } });
      }
    }
    for (const feed of feeds) {
      expect(feed.changes(id).at(-1)?.chat).toEqual(await shownChat(alice, id));
      expect(feed.isClosed).toBe(false);
    }
  });
});
