import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { add, groupOf } from '../support/group-chats.js';
import { inSeconds, makeToken } from '../support/json-web-token.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { allMessages } from '../support/page-walk.js';
import { shownChat } from '../support/shown-chats.js';

describe('a WebSocket', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => {
    api = await startApi({ JWT_LEEWAY_SECONDS: '0' });
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(api.url);
  });
  afterEach(() => live.close());

  it('says hello first: every chat of mine, the one with the latest message first', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const chats = [await groupOf(alice, bob), await groupOf(bob, alice), await groupOf(alice)];
    await groupOf(bob);
    await ok(bob.sendMessage(chats[0]!.id, 'the latest'));
    const socket = await live.socket(alice);
    const { epoch } = await ok(alice.listMessages(chats[0]!.id, { after_seq: 0 }));
    const heads = [chats[0]!, chats[2]!, chats[1]!].map(({ id }, nth) => ({ id, last_seq: nth === 0 ? 1 : 0 }));
    expect(socket.events[0]).toEqual({ event: 'hello', data: { epoch, chats: heads, heartbeat_ms: 30_000 } });
  });

  it('tells of everything as GET shows it', async () => {
    const [alice, bob, carol] = [api.user('alice'), api.user('bob'), api.user('carol')];
    const { id } = await groupOf(alice, bob);
    const socket = await live.socket(bob);
    const shown = async (nth: number) => (await allMessages(bob, id))[nth]!;
    const expectLast = async (seq: number, fields: object) => {
      await socket.reached(id, seq);
      expect(socket.changes(id).at(-1)).toEqual({ chat_id: id, seq, ...fields });
    };

    const { id: first } = await ok(alice.sendMessage(id, 'Where is it?'));
    await expectLast(1, { messages: [await shown(0)], chat: await shownChat(alice, id) });
    await ok(alice.sendMessage(id, { content: 'Here', parent_message_id: first, message_metadata: { a: [1] } }));
    await expectLast(2, { messages: [await shown(0), await shown(1)] });
    await ok(bob.addReaction(first, '👍'));
    await expectLast(3, { messages: [await shown(0)] });
    await ok(bob.updateMessageStatus(first, { status: 'READ', up_to: true }));
    await expectLast(4, { receipts: [{ user_id: bob.userId, delivered_up_to: first, read_up_to: first }] });
    await add(alice, id, carol);
    const act = await shown(2);
    const receipts = [
      { user_id: carol.userId, delivered_up_to: 0, read_up_to: 0, away: [{ after: 0, until: act.id }] },
    ];
    await expectLast(5, { messages: [act], chat: await shownChat(alice, id), receipts });
    const numbers = socket.changes().map(({ seq }) => seq);
    expect(numbers.filter((seq) => seq > 0)).toEqual([1, 2, 3, 4, 5]);
  });

  it('opened by a service for a user hears what that user hears', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const [mine, other] = [await groupOf(alice), await groupOf(bob)];
    const socket = await live.socket(api.service(), `/realtime?user_id=${alice.userId}`);
    await ok(bob.sendMessage(other.id, 'not for alice'));
    await ok(alice.sendMessage(mine.id, 'for alice'));
    await socket.reached(mine.id, 1);
    expect(socket.events[0]?.data.chats).toEqual([{ id: mine.id, last_seq: 0 }]);
    expect(new Set(socket.changes().map(({ chat_id }) => chat_id))).toEqual(new Set([mine.id]));
  });

  it.each([
    ['no JSON', 'typing'],
    ['an empty text', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['an unknown type', '{"type":"subscribe","chat_id":1}'],
    ['no chat', '{"type":"typing"}'],
    ['a chat id in a string', '{"type":"typing","chat_id":"1"}'],
    ['chat 0', '{"type":"typing","chat_id":0}'],
    ['half a chat', '{"type":"typing","chat_id":1.5}'],
    ['a chat id beyond 2^53 - 1', '{"type":"typing","chat_id":9007199254740992}'],
    ['bytes', Buffer.from([1, 2, 3])],
    ['bytes that would be understood as text', Buffer.from('{"type":"typing","chat_id":1}')],
  ])('is closed with 1008 by %s', async (_name, data) => {
    const socket = await live.socket(api.user());
    socket.socket.send(data);
    await socket.ended();
    expect(socket.code).toBe(1008);
  });

  it('is closed with 1009 by more than 4 KiB, and not by 4 KiB', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const [socket, other] = [await live.socket(alice), await live.socket(bob)];
    socket.socket.send(`{"type":"typing","chat_id":${id}}`.padEnd(4_096));
    await other.next('typing');
    expect(socket.isClosed).toBe(false);
    socket.socket.send(`{"type":"typing","chat_id":${id}}`.padEnd(4_097));
    await socket.ended();
    expect(socket.code).toBe(1009);
  });

  it('is closed with 4401 when the token expires', async () => {
    const alice = api.user('alice');
    const socket = await live.socket(alice.withToken(makeToken({ sub: alice.userId, exp: inSeconds(4) })));
    await socket.ended();
    expect([socket.code, socket.reason]).toEqual([4401, 'expired']);
  });
});
