import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SentMessageDto } from '#libs/message';
import type { ApiClient, Reply } from '../support/api-client.js';
import { ok } from '../support/expectations.js';
import { answered, ended, ragChat, ragOf, replyTo } from '../support/reply-chats.js';
import { deltasOf, ReplyFeed, textOf } from '../support/reply-feed.js';
import { type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { until } from '../support/until.js';

const WORDS = ['Yes', ', 😀', ' indeed', ' it', ' is', '.'];
const WHOLE = WORDS.join('');

describe('the ways to take a reply', () => {
  let stage: ReplyStage;
  let owner: ApiClient;
  let chatId: number;

  beforeAll(async () => {
    stage = await startReplyStage();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    owner = stage.api.user();
    chatId = (await ragChat(owner)).id;
    stage.model.behave({ does: 'trickle', chunks: WORDS, everyMs: 60 });
  });

  const send = (prefer: string, body: object = { content: 'Is it?' }, chat = chatId) =>
    owner.sendMessage(chat, body, { headers: { prefer } }) as Promise<Reply<SentMessageDto>>;

  it('asking for it later', async () => {
    const reply = await answered(owner, chatId, 'Is it?');
    expect(reply).toMatchObject({ status: 'SENT', content: WHOLE });
    expect(ragOf(reply)).toMatchObject({ mode: 'model', model: 'm', attempt: 1, citations: [] });
  });

  it('the plain send does not wait, and has no reply in it', async () => {
    const sent = await owner.sendMessage(chatId, 'Is it?');
    expect(sent.body).not.toHaveProperty('reply');
    expect(sent.headers.get('preference-applied')).toBeNull();
    expect((await replyTo(owner, sent.body)).status).toBe('SENDING');
  });

  it('waiting for it', async () => {
    const { status, headers, body } = await send('wait=20');
    expect([status, headers.get('preference-applied')]).toEqual([200, 'wait=20']);
    const { reply, ...question } = body;
    expect(reply).toEqual(await replyTo(owner, question));
    expect(reply).toMatchObject({ status: 'SENT', content: WHOLE, parent_message_id: question.id });
  });

  it('waiting for it not long enough', async () => {
    stage.model.behave({ does: 'hang' });
    const { headers, body } = await send('wait=1');
    expect(headers.get('preference-applied')).toBe('wait=1');
    expect(body.reply).toMatchObject({ status: 'SENDING', content: '' });
    const { body: none } = await send('wait=0', { content: 'Now?' });
    expect(none.reply?.status).toBe('SENDING');
    await ok(owner.updateChatStatus(chatId, { status: 'DELETED' }));
  });

  it('waiting where there is none', async () => {
    const { body } = await send('wait=20', { content: 'x', message_metadata: { reply: false } });
    expect(body).not.toHaveProperty('reply');
    const { id } = await ok(owner.createChat());
    const plain = await send('wait=20', { content: 'x' }, id);
    expect(plain.body).not.toHaveProperty('reply');
    expect(plain.headers.get('preference-applied')).toBe('wait=20');
  });

  it('waiting for it once more gives the same', async () => {
    const body = { content: 'Is it?', client_message_id: 'k' };
    const [one, other] = await Promise.all([send('wait=20', body), send('wait=20', body)]);
    expect(one.body).toEqual(other.body);
    expect((await send('wait=20', body)).body).toEqual(one.body);
    expect(stage.model.requests.length).toBe(1);
  });

  it('as a stream of events', async () => {
    let goOn = () => {};
    stage.model.behave({ does: 'pause', chunks: WORDS, goOn: new Promise((resolve) => (goOn = resolve)) });
    const feed = await ReplyFeed.ask(owner, chatId, { content: 'Is it?' }, stage.live.contract);
    expect(feed.headers['content-type']).toMatch(/^text\/event-stream(;|$)/);
    await feed.next('delta');
    goOn();
    await feed.ended();
    expect(feed.events.filter(({ id }) => id !== undefined)).toEqual([]);
    const names = feed.events.map(({ event }) => event);
    expect(names).toEqual(['changed', ...feed.deltas.map(() => 'delta'), 'changed', 'done']);
    expect(feed.deltas.length).toBeGreaterThan(1);
    expect(feed.deltas.map(({ text }) => text).join('')).toBe(WHOLE);
    expect(feed.deltas.map(({ offset }) => offset)).toEqual(
      feed.deltas.map(
        (_delta, nth) =>
          Array.from(
            feed.deltas
              .slice(0, nth)
              .map(({ text }) => text)
              .join(''),
          ).length,
      ),
    );
    expect(textOf(feed.deltas)).toBe(WHOLE);
    const [question] = feed.changes()[0]!.messages!;
    expect(feed.begun).toMatchObject({ status: 'SENDING', content: '', parent_message_id: question!.id });
    expect(feed.finished).toEqual(await replyTo(owner, question!));
    expect(feed.done).toEqual({ chat_id: chatId, message_id: question!.id, reply_id: feed.finished!.id });
  });

  it('as a stream where there is none', async () => {
    const { id } = await ok(owner.createChat());
    const feed = await ReplyFeed.ask(owner, id, { content: 'Is it?' }, stage.live.contract);
    await feed.ended();
    expect(feed.events.map(({ event }) => event)).toEqual(['changed', 'done']);
    expect(feed.done).toEqual({ chat_id: id, message_id: feed.changes()[0]!.messages![0]!.id });
  });

  it('as a stream of one that is finished already', async () => {
    const body = { content: 'Is it?', client_message_id: 'k' };
    const { body: sent } = await send('wait=20', body);
    const feed = await ReplyFeed.ask(owner, chatId, body, stage.live.contract);
    await feed.ended();
    expect(feed.finished).toEqual(sent.reply);
    expect(textOf(feed.deltas)).toBe(WHOLE);
    expect(feed.done?.reply_id).toBe(sent.reply?.id);
  });

  it('a stream that nobody reads any more changes nothing', async () => {
    const feed = await ReplyFeed.ask(owner, chatId, { content: 'Is it?' }, stage.live.contract);
    await until(() => feed.deltas.length > 0);
    feed.close();
    expect(await ended(owner, feed.begun!)).toMatchObject({ status: 'SENT', content: WHOLE });
    expect(stage.model.requests.length).toBe(1);
  });

  it('a FILE is waited for until it has been read', async () => {
    const file = { content: '# Returns\n\nWithin 30 days.', message_type: 'FILE' };
    const { body } = await send('wait=20', file);
    expect(body).toMatchObject({ status: 'SENT', message_type: 'FILE' });
    expect(body).not.toHaveProperty('reply');
    const feed = await ReplyFeed.ask(owner, chatId, file, stage.live.contract);
    await feed.ended();
    const statuses = feed.changes().map(({ messages }) => messages?.map(({ status }) => status));
    expect([['SENDING'], ['SENT']]).toEqual(statuses);
    expect(feed.done).toEqual({ chat_id: chatId, message_id: feed.finished?.id });
  });

  it('a FILE that its sender will confirm is not waited for', async () => {
    const draft = { content: 'text', message_type: 'FILE', status: 'SENDING' };
    const feed = await ReplyFeed.ask(owner, chatId, draft, stage.live.contract);
    await feed.ended();
    expect(feed.changes().length).toBe(1);
    expect(feed.finished?.status).toBe('SENDING');
    expect(feed.done?.message_id).toBe(feed.finished?.id);
  });

  it('what is refused is no stream', async () => {
    const { status, headers } = await ReplyFeed.ask(owner, chatId, { content: '' }, stage.live.contract);
    expect(status).toBe(400);
    expect(headers['content-type']).toMatch(/^application\/problem\+json(;|$)/);
  });

  it('a person who comes later hears what is there, and the rest', async () => {
    stage.model.behave({ does: 'trickle', chunks: Array.from({ length: 2_000 }, () => WHOLE), everyMs: 20 });
    const reply = await replyTo(owner, await ok(owner.sendMessage(chatId, 'Is it?')));
    const early = await stage.live.socket(owner);
    await early.next('delta');
    const late = [
      await stage.live.ofChat(owner, chatId, { 'last-event-id': '1' }),
      await stage.live.ofUser(owner),
      await stage.live.socket(owner),
    ];
    const feeds = [early, ...late];
    await until(() => feeds.every((feed) => deltasOf(feed).length > 2));
    for (const feed of late) expect(deltasOf(feed)[0]?.offset).toBe(0);
    const { content } = await ok(owner.updateMessageStatus(reply.id, { status: 'FAILED' }));
    await until(() => feeds.every((feed) => textOf(deltasOf(feed)) === content));
    for (const feed of feeds) await feed.reached(chatId, 2);
  });
});
