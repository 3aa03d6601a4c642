import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { attentiveFeed } from '../support/attentive-feed.js';
import type { EventSourceReader } from '../support/event-source.js';
import { ok } from '../support/expectations.js';
import { act, add, remove } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { shownChat, shownMessages } from '../support/shown-chats.js';

describe('a change of messages or of the chat is one frame, as GET shows it', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  let alice: ApiClient;
  let bob: ApiClient;
  let id: number;
  let feed: EventSourceReader;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());
  beforeEach(async () => {
    live = await LiveFeeds.on(api.url);
    [alice, bob] = [api.user('alice'), api.user('bob')];
    await begin({ title: 'Order 1042' });
  });
  afterEach(() => live.close());

  /** Bob listens to a new group of alice and him, where number 1 was a notice. */
  async function begin(chat: object): Promise<void> {
    const participants = [bob.userId];
    ({ id } = await ok(alice.createChat({ chat_type: 'GROUP', participants, ...chat })));
    ({ feed } = await attentiveFeed(live, bob, id, alice));
  }

  async function frame(seq: number) {
    await feed.reached(id, seq);
    return feed.changes().at(-1);
  }

  it('a message', async () => {
    const sent = await ok(alice.sendMessage(id, { content: 'Hello', message_metadata: { a: [1, null] } }));
    expect(await frame(2)).toEqual({ chat_id: id, seq: 2, messages: [sent] });
    expect(await shownMessages(bob, id, sent.id)).toEqual([sent]);
  });

  it('a reply, with the message that it answers', async () => {
    const question = await ok(alice.sendMessage(id, 'a question'));
    const reply = await ok(bob.sendMessage(id, { content: 'a reply', parent_message_id: question.id }));
    expect(await frame(3)).toEqual({
      chat_id: id,
      seq: 3,
      messages: await shownMessages(bob, id, question.id, reply.id),
    });
    expect(
      feed
        .changes()
        .at(-1)
        ?.messages?.map(({ reply_count }) => reply_count),
    ).toEqual([1, 0]);
  });

  it('the first message, with the chat that takes its title from it', async () => {
    await begin({});
    const sent = await ok(alice.sendMessage(id, 'Where is my order?'));
    const chat = await shownChat(bob, id);
    expect(chat.title).toBe('Where is my order?');
    expect(await frame(2)).toEqual({ chat_id: id, seq: 2, messages: [sent], chat });
  });

  it.each([['SENT'], ['FAILED']])('a message that becomes %s', async (status) => {
    const open = await ok(alice.sendMessage(id, { content: 'soon', status: 'SENDING' }));
    expect(await frame(2)).toEqual({ chat_id: id, seq: 2, messages: [open] });
    const settled = await ok(alice.updateMessageStatus(open.id, { status }));
    expect(await frame(3)).toEqual({ chat_id: id, seq: 3, messages: [settled] });
    expect(settled.status).toBe(status);
    expect(await shownMessages(bob, id, open.id)).toEqual([settled]);
  });

  it('a message that is tried again', async () => {
    const { id: messageId } = await ok(alice.sendMessage(id, { content: 'soon', status: 'SENDING' }));
    await ok(alice.updateMessageStatus(messageId, { status: 'FAILED' }));
    const again = await ok(alice.updateMessageStatus(messageId, { status: 'SENDING' }));
    expect(await frame(4)).toEqual({ chat_id: id, seq: 4, messages: [again] });
  });

  it('a reaction that is added, and one that is taken away', async () => {
    const sent = await ok(alice.sendMessage(id, 'Hello'));
    const liked = await ok(bob.addReaction(sent.id, '👍'));
    expect(await frame(3)).toEqual({ chat_id: id, seq: 3, messages: [liked] });
    expect(liked.reactions).toEqual({ '👍': { count: 1, user_ids: [bob.userId] } });
    const unliked = await ok(bob.removeReaction(sent.id, '👍'));
    expect(await frame(4)).toEqual({ chat_id: id, seq: 4, messages: [unliked] });
    expect(await shownMessages(bob, id, sent.id)).toEqual([unliked]);
  });

  it('a new title, with the act that gave it', async () => {
    const renamed = await ok(act(alice, id, 'rename', { title: 'Order 1043' }));
    expect(await frame(2)).toEqual({ chat_id: id, seq: 2, messages: [renamed], chat: await shownChat(bob, id) });
    expect(feed.changes().at(-1)?.chat?.title).toBe('Order 1043');
  });

  it('a chat that is archived, and restored', async () => {
    for (const [nth, status] of ['ARCHIVED', 'ACTIVE'].entries()) {
      await ok(alice.updateChatStatus(id, { status }));
      expect(await frame(nth + 2)).toEqual({ chat_id: id, seq: nth + 2, chat: await shownChat(bob, id) });
      expect(feed.changes().at(-1)?.chat?.status).toBe(status);
    }
  });

  it('people who come and who go, with the act', async () => {
    const carol = api.user('carol');
    const acts = [() => add(alice, id, carol), () => remove(alice, id, carol), () => add(alice, id, carol)];
    for (const [nth, change] of [...acts, () => ok(act(carol, id, 'leave'))].entries()) {
      const message = await change();
      const chat = await shownChat(bob, id);
      expect(chat.participants).toEqual([alice, bob, ...(nth % 2 === 0 ? [carol] : [])].map(({ userId }) => userId));
      const { receipts = [], ...told } = (await frame(nth + 2))!;
      expect(told).toEqual({ chat_id: id, seq: nth + 2, messages: [message], chat });
      // Which messages were not addressed to carol is different now.
      expect(receipts.map(({ user_id }) => user_id)).toEqual([carol.userId]);
    }
  });

  it('nothing for what changes nothing: the next frame is the next change', async () => {
    const key = { content: 'once', client_message_id: 'c-1' };
    const sent = await ok(alice.sendMessage(id, key));
    await ok(bob.addReaction(sent.id, '👍'));
    await ok(alice.sendMessage(id, key));
    await ok(bob.addReaction(sent.id, '👍'));
    await ok(bob.removeReaction(sent.id, '👎'));
    await ok(alice.updateMessageStatus(sent.id, { status: 'SENT' }));
    await ok(alice.updateChatStatus(id, { status: 'ACTIVE' }));
    await ok(alice.sendMessage(id, 'next'));
    await frame(4);
    expect(feed.changes().map(({ seq }) => seq)).toEqual([2, 3, 4]);
  });
});
