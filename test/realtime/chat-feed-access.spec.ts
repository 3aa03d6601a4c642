import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { attentiveFeed } from '../support/attentive-feed.js';
import { startConversation } from '../support/conversation.js';
import { ok, refused } from '../support/expectations.js';
import { inFrameOrder } from '../support/frame-order.js';
import { act, add, groupOf, remove } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { allMessages, idsOf } from '../support/page-walk.js';

const events = { headers: { accept: 'text/event-stream' } };

describe('who may listen to a chat', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());
  beforeEach(async () => (live = await LiveFeeds.on(api.url)));
  afterEach(() => live.close());

  it('nobody else: a stranger’s chat is 404, as one that is not there', async () => {
    const [alice, mallory] = [api.user('alice'), api.user('mallory')];
    const { chatId } = await startConversation(alice);
    const problem = await refused(mallory.listMessages(chatId, {}, events), 404, 'chat_not_found');
    const nowhere = await refused(mallory.listMessages(9_007_199_254_740_991, {}, events), 404, 'chat_not_found');
    expect(problem.detail).toBe(nowhere.detail);
  });

  it('nobody without a token', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    for (const token of [undefined, 'nonsense']) {
      const answer = await alice.withToken(token).listMessages(chatId, {}, events);
      await refused(answer, 401, answer.problem.code);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  it('somebody who is removed hears that, as the last thing, and is not let in again', async () => {
    const [alice, bob, carol] = [api.user('alice'), api.user('bob'), api.user('carol')];
    const { id } = await groupOf(alice, bob, carol);
    await ok(alice.sendMessage(id, 'the title'));
    const { feed } = await attentiveFeed(live, bob, id, alice);
    const { feed: ofCarol } = await attentiveFeed(live, carol, id, alice);
    await feed.reached(id, 3);
    const act = await remove(alice, id, bob);
    await ok(alice.sendMessage(id, 'behind his back'));
    await feed.ended();
    const last = feed.of('changed').at(-1);
    expect(last?.data).toMatchObject({ chat_id: id, chat: { id, participants: [alice.userId, carol.userId] } });
    expect(last?.data.messages).toBeUndefined();
    expect(last?.data.receipts).toBeUndefined();
    expect(feed.changes().slice(0, -1)).toMatchObject([{ seq: 3 }]);
    expect(feed.raw).not.toContain('behind his back');
    await refused(bob.listMessages(id, {}, events), 404, 'chat_not_found');
    await ofCarol.reached(id, 5);
    expect(ofCarol.changes().flatMap(({ messages = [] }) => messages)).toMatchObject([{ id: act.id }, {}]);
    expect(ofCarol.isClosed).toBe(false);
  });

  it('somebody who leaves hears that in the same way, and the others go on', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const { feed } = await attentiveFeed(live, bob, id, alice);
    const ofAlice = await live.ofChat(alice, id);
    const left = await ok(act(bob, id, 'leave'));
    await feed.ended();
    expect(feed.changes()).toMatchObject([{ seq: left.change_seq, chat: { participants: [alice.userId] } }]);
    expect(feed.changes()[0]).not.toHaveProperty('messages');
    await refused(bob.listMessages(id, {}, events), 404, 'chat_not_found');
    const { change_seq } = await ok(alice.sendMessage(id, 'gone'));
    await ofAlice.reached(id, change_seq);
    expect(ofAlice.isClosed).toBe(false);
  });

  it('somebody who is back listens again, from where they were', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const { feed, seq } = await attentiveFeed(live, bob, id, alice);
    await remove(alice, id, bob);
    await feed.ended();
    await ok(alice.sendMessage(id, 'meanwhile'));
    await add(alice, id, bob);
    const again = await live.ofChat(bob, id, { 'last-event-id': String(seq) });
    await again.reached(id, seq + 3);
    await ok(alice.sendMessage(id, 'welcome back'));
    await again.reached(id, seq + 4);
    expect(inFrameOrder(again.changes(), seq)).toEqual({
      seq: seq + 4,
      messages: (await allMessages(bob, id)).slice(-4),
    });
  });

  it('somebody who is back listens again from the last id they got, as EventSource does, and lacks nothing', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const { feed, seq } = await attentiveFeed(live, bob, id, alice);
    await ok(alice.sendMessage(id, 'the title'));
    await feed.reached(id, seq + 1);
    await remove(alice, id, bob);
    await feed.ended();
    await ok(alice.sendMessage(id, 'meanwhile'));
    await add(alice, id, bob);
    const lastId = feed.events.findLast((event) => event.id !== undefined)?.id ?? '';
    const again = await live.ofChat(bob, id, { 'last-event-id': lastId });
    await again.reached(id, seq + 4);
    const messages = [...feed.changes(), ...again.changes()].flatMap((change) => change.messages ?? []);
    const ids = [...new Set(idsOf(messages))].toSorted((a, b) => a - b);
    expect(ids).toEqual(idsOf((await allMessages(bob, id)).slice(-4)));
  });

  it('a service as itself: in any chat, also when people come and go', async () => {
    const [alice, bob, bot] = [api.user('alice'), api.user('bob'), api.service('bot')];
    const { id } = await groupOf(alice, bob);
    const { feed, seq } = await attentiveFeed(live, bot, id, alice);
    await remove(alice, id, bob);
    await ok(alice.sendMessage(id, 'alone'));
    await feed.reached(id, seq + 2);
    expect(inFrameOrder(feed.changes(), seq).messages).toEqual((await allMessages(alice, id)).slice(-2));
    expect(feed.isClosed).toBe(false);
  });

  it('a service for a user: what that user may hear, for as long as they may', async () => {
    const [alice, bob, bot] = [api.user('alice'), api.user('bob'), api.service('bot')];
    const { id } = await groupOf(alice, bob);
    const { feed } = await attentiveFeed(live, bot, id, alice, `?user_id=${bob.userId}`);
    const { change_seq } = await remove(alice, id, bob);
    await feed.ended();
    expect(feed.changes().at(-1)).toMatchObject({ seq: change_seq, chat: { participants: [alice.userId] } });
    await refused(bot.listMessages(id, { user_id: bob.userId }, events), 404, 'chat_not_found');
    await refused(bot.listMessages(id, { user_id: api.user('mallory').userId }, events), 404, 'chat_not_found');
  });

  it('a user for themselves only', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    await refused(alice.listMessages(id, { user_id: bob.userId }, events), 400, 'user_id_mismatch');
    const feed = await live.ofChat(alice, id, {}, `?user_id=${alice.userId}`);
    expect(feed.status).toBe(200);
  });
});
