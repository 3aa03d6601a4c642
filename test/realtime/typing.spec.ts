import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf, remove } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import type { LiveLog } from '../support/live-log.js';
import { until } from '../support/until.js';

describe('typing', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  let [alice, bob, carol, dave]: ApiClient[] = [];
  let chatId: number;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(api.url);
    [alice, bob, carol, dave] = ['alice', 'bob', 'carol', 'dave'].map((name) => api.user(name));
    chatId = (await groupOf(alice!, bob!, carol!)).id;
  });
  afterEach(() => live.close());

  const who = (feed: LiveLog) => feed.of('typing').map(({ data }) => data);
  const frameOf = (client: ApiClient, id = chatId) => ({ chat_id: id, user_id: client.userId });

  it('reaches the others in the chat over every kind of connection, and has no number', async () => {
    const others = [await live.socket(bob!), await live.ofUser(carol!), await live.ofChat(carol!, chatId)];
    const typist = await live.socket(alice!);
    typist.typing(chatId);
    for (const feed of others)
      expect(await feed.next('typing')).toEqual({ event: 'typing', data: frameOf(alice!), id: undefined });
  });

  it('reaches neither oneself on another connection nor strangers nor people who were removed', async () => {
    const own = [await live.socket(alice!), await live.ofUser(alice!), await live.ofChat(alice!, chatId)];
    const [stranger, removed] = [await live.socket(dave!), await live.socket(bob!)];
    const other = await live.socket(carol!);
    await remove(alice!, chatId, bob!);
    await removed.reached(chatId, 1);
    const typist = await live.socket(alice!);
    typist.typing(chatId);
    await other.next('typing');
    // What comes after it has come over each of them by now.
    const { id } = await groupOf(alice!, bob!, dave!);
    await ok(alice!.sendMessage(id, 'to all'));
    await ok(alice!.sendMessage(chatId, 'to those here'));
    await Promise.all([stranger, removed, own[0]!, own[1]!].map((feed) => feed.reached(id, 1)));
    await own[2]!.reached(chatId, 2);
    for (const feed of [typist, ...own, stranger, removed]) expect(who(feed)).toEqual([]);
    expect(who(other)).toEqual([frameOf(alice!)]);
  });

  it('before anything has happened in a chat does not keep from its people what happens then', async () => {
    const typist = await live.socket(alice!);
    const feeds = [await live.socket(bob!), await live.ofChat(carol!, chatId)];
    typist.typing(chatId);
    await feeds[0]!.next('typing');
    await ok(alice!.sendMessage(chatId, { content: 'written', message_type: 'IMAGE' }));
    for (const feed of [typist, ...feeds]) await feed.reached(chatId, 1);
  });

  it('is told once every 2 s at most', async () => {
    const [typist, other] = [await live.socket(alice!), await live.socket(bob!)];
    const begun = performance.now();
    await until(() => {
      typist.typing(chatId);
      return who(other).length >= 2;
    });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(2_000);
    expect(who(other)).toEqual([frameOf(alice!), frameOf(alice!)]);
    expect(typist.isClosed).toBe(false);
  });

  it('in a chat that is not mine reaches nobody', async () => {
    const [own, other] = [await live.ofUser(alice!), await live.ofChat(bob!, chatId)];
    await ok(carol!.sendMessage(chatId, 'I take part'));
    const [mallory, typist] = [await live.socket(dave!), await live.socket(carol!)];
    mallory.typing(chatId);
    typist.typing(chatId);
    await Promise.all([own.next('typing'), other.next('typing')]);
    for (const feed of [own, other]) expect(who(feed)).toEqual([frameOf(carol!)]);
    expect(mallory.isClosed).toBe(false);
  });

  it('of somebody who was only put into the group reaches nobody until they take part', async () => {
    const [owner, typist] = [await live.socket(alice!), await live.socket(carol!)];
    typist.typing(chatId);
    const { id } = await groupOf(carol!, alice!);
    await until(() => {
      typist.typing(id);
      return who(owner).length > 0;
    });
    expect(who(owner)).toEqual([frameOf(carol!, id)]);
    await ok(carol!.sendMessage(chatId, 'I take part'));
    await until(() => {
      typist.typing(chatId);
      return who(owner).length > 1;
    });
    expect(who(owner).at(-1)).toEqual(frameOf(carol!));
  });

  it('in a chat that does not exist is no mistake', async () => {
    const typist = await live.socket(alice!);
    typist.typing(Number.MAX_SAFE_INTEGER);
    await ok(alice!.sendMessage(chatId, 'still here'));
    await typist.reached(chatId, 1);
    expect(typist.isClosed).toBe(false);
  });

  it.each(['ARCHIVED', 'DELETED'])('in a chat that is %s reaches nobody', async (status) => {
    const { id } = await groupOf(alice!, bob!);
    const feeds = [await live.socket(bob!), await live.ofUser(bob!)];
    await ok(alice!.updateChatStatus(chatId, { status }));
    const [before, after] = [await live.socket(alice!), await live.socket(alice!)];
    before.typing(chatId);
    after.typing(id);
    for (const feed of feeds) {
      await feed.next('typing');
      expect(who(feed)).toEqual([frameOf(alice!, id)]);
    }
  });
});
