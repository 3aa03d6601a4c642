import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RetentionService } from '#libs/retention';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { CountedStatements } from '../support/counted-statements.js';
import { ok, refused } from '../support/expectations.js';
import { act, groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import type { LiveLog } from '../support/live-log.js';
import { nextConnection } from '../support/server-sockets.js';
import { shownMessages } from '../support/shown-chats.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';

const events = { headers: { accept: 'text/event-stream' } };
const AN_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('the feed of every chat', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  let service: ApiClient;
  let feeds: LiveLog[];
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl() });
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(api.url);
    service = api.service('push');
    feeds = [await live.ofUser(service), await live.socket(service)];
  });
  afterEach(() => live.close());

  /** What each feed was told of the chat last; the same over both. */
  async function told(chatId: number, seq: number) {
    for (const feed of feeds) await feed.reached(chatId, seq);
    const [one, other] = feeds.map((feed) => feed.changes(chatId).find((change) => change.seq >= seq));
    expect(one).toEqual(other);
    return one;
  }

  it('begins with a hello that names the history and the time, and no chats', async () => {
    await ok(api.user('alice').createChat());
    for (const feed of [await live.ofUser(service), await live.socket(service)]) {
      const { data } = await feed.next('hello');
      expect(data).toEqual({
        epoch: expect.any(String),
        chats: [],
        heartbeat_ms: 30_000,
        at: expect.stringMatching(AN_INSTANT),
      });
    }
  });

  it('tells every change of every chat, as GET shows it', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await ok(alice.createChat({ chat_type: 'GROUP', participants: [bob.userId], title: 'A group' }));
    expect(await told(id, 0)).toMatchObject({ chat_id: id, seq: 0, chat: { id, participants: expect.any(Array) } });
    const sent = await ok(alice.sendMessage(id, 'Hello'));
    expect(await told(id, 1)).toEqual({ chat_id: id, seq: 1, messages: await shownMessages(alice, id, sent.id) });
    await ok(bob.addReaction(sent.id, '👍'));
    expect((await told(id, 2))?.messages).toEqual(await shownMessages(alice, id, sent.id));
    await ok(bob.updateMessageStatus(sent.id, { status: 'READ', up_to: true }));
    expect((await told(id, 3))?.receipts).toEqual([
      { user_id: bob.userId, delivered_up_to: sent.id, read_up_to: sent.id },
    ]);
    await ok(act(alice, id, 'rename', { title: 'Renamed' }));
    expect((await told(id, 4))?.chat?.title).toBe('Renamed');
    await ok(act(alice, id, 'remove_participants', { user_ids: [bob.userId] }));
    expect((await told(id, 5))?.chat?.participants).toEqual([alice.userId]);
    await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
    expect((await told(id, 6))?.chat?.status).toBe('ARCHIVED');
    const other = await ok(bob.createChat());
    const aside = await ok(bob.sendMessage(other.id, 'quite another'));
    expect((await told(other.id, 1))?.messages).toEqual(await shownMessages(bob, other.id, aside.id));
    for (const feed of feeds) expect(feed.changes().filter(({ chat }) => chat && 'unread_count' in chat)).toEqual([]);
  });

  it('goes on when a chat is DELETED and restored, and says that it was purged', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, 'soon gone'));
    for (const [seq, status] of [
      [2, 'DELETED'],
      [3, 'ACTIVE'],
      [4, 'DELETED'],
    ] as const) {
      await ok(alice.updateChatStatus(id, { status }));
      expect(await told(id, seq)).toMatchObject({ seq, chat: { status } });
    }
    await api.pool.query(`UPDATE chat SET deleted_at = now() - interval '1 year' WHERE id = $1`, [id]);
    await api.app.get(RetentionService).purge();
    expect(await told(id, 5)).toEqual({ chat_id: id, seq: 5 });
    await refused(service.listMessages(id, { after_seq: 4 }), 404, 'chat_not_found');
  });

  it('asks the database nothing for a change, but for one whose hint says only that it was', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, 'gives the chat its title'));
    await told(id, 1);
    const reads = async (change: () => Promise<unknown>) => {
      const counted = new CountedStatements();
      await change();
      await told(id, (await ok(alice.getChat(id))).last_seq);
      counted.stop();
      return counted.texts.filter((text) => /change_seq > \$/.test(text));
    };
    const sends = async () => {
      for (let nth = 0; nth < 10; nth++) await ok(alice.sendMessage(id, 'counted'));
    };
    expect(await reads(sends)).toEqual([]);
    expect(await reads(() => ok(alice.updateChatStatus(id, { status: 'ARCHIVED' })))).not.toEqual([]);
  });

  it('is a service’s alone: a user hears nothing of others', async () => {
    const [alice, mallory] = [api.user('alice'), api.user('mallory')];
    const theirs = [await live.ofUser(mallory), await live.socket(mallory)];
    const asAlice = await live.ofUser(service, `?user_id=${mallory.userId}`);
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, 'not for mallory'));
    await told(id, 1);
    const own = await ok(mallory.createChat());
    for (const feed of [...theirs, asAlice]) {
      await feed.reached(own.id, 0);
      expect(feed.changes().map(({ chat_id }) => chat_id)).toEqual([own.id]);
    }
  });

  it('hears nothing of typing, presence and deltas, and takes no frames', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    await ok(bob.sendMessage(id, 'I take part'));
    const [hers, his] = [await live.socket(alice), await live.socket(bob)];
    his.typing(id);
    await hers.next('typing');
    await ok(alice.sendMessage(id, 'the last'));
    await told(id, 2);
    const names = feeds.flatMap((feed) => feed.events.map(({ event }) => event));
    expect(names.filter((name) => !['hello', 'changed', 'heads'].includes(name))).toEqual([]);
    const socket = await live.socket(service);
    socket.typing(id);
    await socket.ended();
    expect(socket.code).toBe(1008);
  });

  it('is open ten times for a service at most', async () => {
    const other = api.service('other');
    const open = await Promise.all(Array.from({ length: 10 }, () => live.ofUser(other)));
    await refused(other.listChats({}, events), 429, 'too_many_feeds');
    expect((await live.ofUser(api.service('third'))).status).toBe(200);
    open[0]?.close();
    await until(async () => (await live.ofUser(other)).status === 200);
    await until(async () => (await metric('every_chat_feeds')) === 13);
  });

  it('is cut off when it is not read, and others hear on', async () => {
    const connection = nextConnection(api);
    const slow = await live.socket(service);
    const server = await connection;
    slow.socket.pause();
    const alice = api.user('alice');
    const chats = await Promise.all(Array.from({ length: 8 }, () => ok(alice.createChat())));
    for (let nth = 0; !server.socket.destroyed && nth < 150; nth++)
      await Promise.all(chats.map(({ id }) => ok(alice.sendMessage(id, 'x'.repeat(30_000)))));
    expect(server.socket.destroyed).toBe(true);
    expect(server.peakBytes).toBeLessThanOrEqual(1024 * 1024 + 64 * 1024);
    await told(chats[0]!.id, (await ok(alice.getChat(chats[0]!.id))).last_seq);
  }, 120_000);

  async function metric(name: string): Promise<number> {
    const text = await (await fetch(`${api.url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
  }
});
