import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { FeedCopy, freshlySeen } from '../support/feed-copy.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { deltasOf, textOf } from '../support/reply-feed.js';
import { answered, ended, ragChat, replyTo } from '../support/reply-chats.js';

describe('one commit, one number, one frame', () => {
  let api: ApiServer;
  let live: LiveFeeds;

  beforeAll(async () => {
    api = await startApi({ LLM_BASE_URL: 'test:' });
    live = await LiveFeeds.on(api.url);
  });
  afterAll(async () => {
    live.close();
    await api.close();
  });

  it('the question and its empty reply come together, then the text, then the finished reply', async () => {
    const owner = api.user();
    const { id: chatId } = await ragChat(owner);
    const feeds = [await live.ofChat(owner, chatId), await live.ofUser(owner), await live.socket(owner)];
    await feeds[0]!.next('hello');
    const copies = await Promise.all(feeds.map((feed) => FeedCopy.of(owner, chatId, feed)));
    const questions: MessageDto[] = [];
    for (const content of ['First, with a title. 😀', 'Second', 'Third: test:bad-citation']) {
      const question = await ok(owner.sendMessage(chatId, content));
      questions.push(question);
      await ended(owner, await replyTo(owner, question));
    }
    const fresh = await freshlySeen(owner, chatId);
    // Two changes for each: a question with its empty reply, and the finished reply.
    expect(fresh.seq).toBe(6);
    for (const copy of copies) expect(await copy.upTo(fresh.seq)).toEqual(fresh);
    for (const [nth, question] of questions.entries()) {
      const reply = await replyTo(owner, question);
      const seq = 2 * nth + 1;
      expect([question.change_seq, reply.change_seq]).toEqual([seq, seq + 1]);
      for (const feed of feeds) {
        const frame = feed.changes(chatId).find((change) => change.seq === seq);
        expect(frame?.messages?.map(({ id, status, content }) => [id, status, content])).toEqual([
          [question.id, 'SENT', question.content],
          [reply.id, 'SENDING', ''],
        ]);
        const deltas = deltasOf(feed, reply.id);
        expect(deltas.every(({ chat_id, attempt }) => chat_id === chatId && attempt === 1)).toBe(true);
        expect(textOf(deltas)).toBe(reply.content);
        const at = (event: object | undefined) => feed.events.findIndex(({ data }) => data === event);
        expect(at(frame)).toBeLessThan(at(deltas[0]));
        expect(at(deltas.at(-1))).toBeLessThan(at(feed.changes(chatId).find((change) => change.seq === seq + 1)));
      }
    }
  });

  it('also when the question is an answer', async () => {
    const owner = api.user();
    const { id: chatId } = await ragChat(owner);
    const first = await answered(owner, chatId, 'First');
    const feed = await live.socket(owner);
    const copy = await FeedCopy.of(owner, chatId, feed);
    const question = await ok(owner.sendMessage(chatId, { content: 'Sure?', parent_message_id: first.id }));
    const reply = await ended(owner, await replyTo(owner, question));
    const fresh = await freshlySeen(owner, chatId);
    expect(await copy.upTo(fresh.seq)).toEqual(fresh);
    expect([question.change_seq, reply.change_seq]).toEqual([3, 4]);
    const frame = feed.changes(chatId).find(({ seq }) => seq === 3);
    expect(frame?.messages?.map(({ id }) => id)).toEqual([first.id, question.id, reply.id]);
    expect(reply.thread_root_id).toBe(question.thread_root_id);
  });

  it('sync tells the question and the reply under one number', async () => {
    const owner = api.user();
    const { id: chatId } = await ragChat(owner);
    const question = await ok(owner.sendMessage(chatId, 'test:slow'));
    const { data, last_seq } = await ok(owner.listMessages(chatId, { after_seq: 0 }));
    expect(last_seq).toBe(1);
    expect(data.map(({ change_seq, status }) => [change_seq, status])).toEqual([
      [1, 'SENT'],
      [1, 'SENDING'],
    ]);
    await ok(owner.updateMessageStatus(data[1]!.id, { status: 'FAILED' }));
    expect((await ok(owner.listMessages(chatId, { after_seq: 1 }))).data.map(({ id }) => id)).toEqual([data[1]!.id]);
    expect(data[0]!.id).toBe(question.id);
  });
});
