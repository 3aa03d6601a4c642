import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { ok, refused } from '../support/expectations.js';
import { expectCited } from '../support/reply-citations.js';
import { ended, errorOf, lookAt, ragChat, ragOf, replyTo } from '../support/reply-chats.js';
import { deltasOf, ReplyFeed, textOf } from '../support/reply-feed.js';
import { readMarkdown } from '../support/reply-documents.js';
import { type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { until } from '../support/until.js';

const BEGUN = 'So far it';

describe('a reply that is being written', () => {
  let stage: ReplyStage;

  beforeAll(async () => {
    stage = await startReplyStage();
  });
  afterAll(() => stage.close());

  /** A reply of which some text is there; the model will not go on. */
  async function hanging(asker: ApiClient, chatId: number, content = 'Is it?'): Promise<MessageDto> {
    stage.model.behave({ does: 'hang', chunks: [BEGUN] }, { does: 'answer', chunks: ['Whole', '.'] });
    const reply = await replyTo(asker, await ok(asker.sendMessage(chatId, content)));
    await until(async () => (await lookAt(asker, reply)).content === BEGUN);
    return reply;
  }

  const set = (client: ApiClient, { id }: MessageDto, status: string) => client.updateMessageStatus(id, { status });

  it('is stopped by FAILED, which keeps its text and closes the connection to the model', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const reply = await hanging(owner, chatId);
    const stopped = await ok(set(owner, reply, 'FAILED'));
    expect(stopped).toMatchObject({ status: 'FAILED', content: BEGUN, change_seq: 2 });
    expect(errorOf(stopped).code).toBe('cancelled');
    await until(() => stage.model.answering === 0);
    expect(await ok(set(owner, reply, 'FAILED'))).toEqual(stopped);
    expect((await ok(owner.getChat(chatId))).last_seq).toBe(2);
    expect((await ok(owner.listMessages(chatId, { q: 'so far' }))).data).toEqual([stopped]);
  });

  it('keeps the citations of the text that is there when it is stopped', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    await readMarkdown(owner, chatId, 'The core holds forty rods.');
    stage.model.behave({ does: 'hang', chunks: ['Forty [1], and'] });
    const reply = await replyTo(owner, await ok(owner.sendMessage(chatId, 'How many rods does the core hold?')));
    await until(async () => (await lookAt(owner, reply)).content === 'Forty [1], and');
    await expectCited(stage.api.pool, await lookAt(owner, reply));
    const stopped = await ok(set(owner, reply, 'FAILED'));
    expect([stopped.content, errorOf(stopped).code]).toEqual(['Forty [1], and', 'cancelled']);
    await expectCited(stage.api.pool, stopped);
  });

  it('takes nothing else', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const reply = await hanging(owner, chatId);
    await refused(set(owner, reply, 'SENT'), 400, 'illegal_status_change');
    for (const status of ['SENDING', 'DELIVERED', 'READ'])
      expect(await ok(set(owner, reply, status))).toMatchObject({ status: 'SENDING', change_seq: 1 });
    await ok(set(owner, reply, 'FAILED'));
    for (const status of ['SENT', 'DELIVERED', 'READ'])
      await refused(set(owner, reply, status), 400, 'illegal_status_change');
  });

  it('is written again by SENDING on a FAILED one, as another attempt', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const feeds = [
      await stage.live.ofChat(owner, chatId),
      await stage.live.ofUser(owner),
      await stage.live.socket(owner),
    ];
    await feeds[0]!.next('hello');
    const reply = await hanging(owner, chatId);
    await ok(set(owner, reply, 'FAILED'));
    const again = await ok(set(owner, reply, 'SENDING'));
    expect(again).toMatchObject({ status: 'SENDING', content: '', change_seq: 3 });
    expect(again.message_metadata).not.toHaveProperty('error');
    const whole = await ended(owner, reply);
    expect(whole).toMatchObject({ status: 'SENT', content: 'Whole.', change_seq: 4 });
    expect(ragOf(whole).attempt).toBe(2);
    for (const feed of feeds) {
      await feed.reached(chatId, 4);
      const deltas = deltasOf(feed, reply.id);
      expect([textOf(deltas, 1), textOf(deltas, 2)]).toEqual([BEGUN, 'Whole.']);
      expect(deltas.find(({ attempt }) => attempt === 2)?.offset).toBe(0);
      const retried = feed.changes(chatId).find(({ seq }) => seq === 3);
      expect(retried?.messages).toEqual([again]);
      const at = (event: unknown) => feed.events.findIndex(({ data }) => data === event);
      expect(at(retried)).toBeLessThan(at(deltas.find(({ attempt }) => attempt === 2)));
    }
    expect(await ok(set(owner, reply, 'SENDING'))).toEqual(whole);
    await refused(set(owner, reply, 'FAILED'), 400, 'illegal_status_change');
    expect((await ok(owner.listMessages(chatId, { q: 'so far' }))).data).toEqual([]);
    expect((await ok(owner.listMessages(chatId, { q: 'whole.' }))).data).toEqual([whole]);
  });

  it('ends a stream of events too, and a repeated question follows the next attempt', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    stage.model.behave({ does: 'hang', chunks: [BEGUN] }, { does: 'answer', chunks: ['Whole.'] });
    const body = { content: 'Is it?', client_message_id: 'k' };
    const feed = await ReplyFeed.ask(owner, chatId, body, stage.live.contract);
    await until(() => textOf(feed.deltas) === BEGUN);
    const stopped = await ok(set(owner, feed.begun!, 'FAILED'));
    await feed.ended();
    expect([feed.finished, feed.done?.reply_id]).toEqual([stopped, stopped.id]);
    await ok(set(owner, feed.begun!, 'SENDING'));
    const second = await ReplyFeed.ask(owner, chatId, body, stage.live.contract);
    await second.ended();
    expect([textOf(second.deltas, 2), second.finished?.content]).toEqual(['Whole.', 'Whole.']);
    expect(second.deltas.every(({ attempt }) => attempt === 2)).toBe(true);
  });

  it('in a GROUP belongs to who asked, to the owner, and to a service', async () => {
    const [owner, asker, other] = [stage.api.user('owner'), stage.api.user('asker'), stage.api.user('other')];
    const participants = [asker.userId, other.userId];
    const { id: chatId } = await ragChat(owner, { chat_type: 'GROUP', participants });
    const reply = await hanging(asker, chatId, '@assistant, is it?');
    await refused(set(other, reply, 'FAILED'), 400, 'sender_only');
    expect((await lookAt(other, reply)).status).toBe('SENDING');
    for (const client of [asker, owner, stage.api.service()]) {
      stage.model.behave({ does: 'hang', chunks: [BEGUN] });
      expect(errorOf(await ok(set(client, reply, 'FAILED'))).code).toBe('cancelled');
      await refused(set(other, reply, 'SENDING'), 400, 'sender_only');
      expect(await ok(set(client, reply, 'SENDING'))).toMatchObject({ status: 'SENDING', content: '' });
      await until(async () => (await lookAt(asker, reply)).content === BEGUN);
    }
    await ok(set(asker, reply, 'FAILED'));
  });

  it('is stopped before it is begun', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const first = await hanging(owner, chatId);
    const second = await replyTo(owner, await ok(owner.sendMessage(chatId, 'And this?')));
    expect(await ok(set(owner, second, 'FAILED'))).toMatchObject({ status: 'FAILED', content: '' });
    await ok(set(owner, first, 'FAILED'));
    await until(() => stage.model.answering === 0);
    const third = await replyTo(owner, await ok(owner.sendMessage(chatId, 'And that?')));
    expect(await ended(owner, third)).toMatchObject({ status: 'SENT', content: 'Whole.' });
    expect(stage.model.requests.length).toBe(2);
  });
});
