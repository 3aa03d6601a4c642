import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { ok, refused } from '../support/expectations.js';
import { answered, ended, errorOf, lookAt, ragChat, replyTo } from '../support/reply-chats.js';
import { questionOf, type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { until } from '../support/until.js';

const BEGUN = 'So far it';

describe('replies and their chat', () => {
  let stage: ReplyStage;

  beforeAll(async () => {
    stage = await startReplyStage();
  });
  afterAll(() => stage.close());

  /** Two questions: the reply to the first has begun and hangs, the other waits for its turn. */
  async function underway(owner: ApiClient, chatId: number): Promise<[running: MessageDto, waiting: MessageDto]> {
    stage.model.behave({ does: 'hang', chunks: [BEGUN] }, { does: 'answer', chunks: ['Whole.'] });
    const running = await replyTo(owner, await ok(owner.sendMessage(chatId, 'One?')));
    const waiting = await replyTo(owner, await ok(owner.sendMessage(chatId, 'Another?')));
    await until(async () => (await lookAt(owner, running)).content === BEGUN);
    return [running, waiting];
  }

  const openWork = async (chatId: number) =>
    (await stage.api.pool.query('SELECT 1 FROM message_work WHERE chat_id = $1', [chatId])).rowCount;

  it('end FAILED cancelled when it is DELETED', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const [running, waiting] = await underway(owner, chatId);
    await ok(owner.updateChatStatus(chatId, { status: 'DELETED' }));
    await until(() => stage.model.answering === 0);
    await until(async () => (await openWork(chatId)) === 0);
    await refused(owner.updateMessageStatus(running.id, { status: 'SENDING' }), 404, 'message_not_found');
    await ok(owner.updateChatStatus(chatId, { status: 'ACTIVE' }));
    const [stopped, never] = [await lookAt(owner, running), await lookAt(owner, waiting)];
    expect([stopped.status, stopped.content, errorOf(stopped).code]).toEqual(['FAILED', BEGUN, 'cancelled']);
    expect([never.status, never.content, errorOf(never).code]).toEqual(['FAILED', '', 'cancelled']);
    // What the chat said is no longer anybody's business.
    expect(stage.model.requests.map(questionOf)).toEqual(['One?']);
    await ok(owner.updateMessageStatus(waiting.id, { status: 'SENDING' }));
    expect(await ended(owner, waiting)).toMatchObject({ status: 'SENT', content: 'Whole.' });
  });

  it('end FAILED cancelled also when it is restored at once', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const replies = await underway(owner, chatId);
    await ok(owner.updateChatStatus(chatId, { status: 'DELETED' }));
    await ok(owner.updateChatStatus(chatId, { status: 'ACTIVE' }));
    for (const reply of replies) expect(errorOf(await ended(owner, reply)).code).toBe('cancelled');
    expect(stage.model.requests.map(questionOf)).toEqual(['One?']);
  });

  it('are finished when it is ARCHIVED, those that wait too', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    stage.model.behave(
      { does: 'trickle', chunks: ['Yes', ' it', ' is.'], everyMs: 100 },
      { does: 'answer', chunks: ['Whole.'] },
    );
    const running = await replyTo(owner, await ok(owner.sendMessage(chatId, 'One?')));
    const waiting = await replyTo(owner, await ok(owner.sendMessage(chatId, 'Another?')));
    await ok(owner.updateChatStatus(chatId, { status: 'ARCHIVED' }));
    expect(await ended(owner, running)).toMatchObject({ status: 'SENT', content: 'Yes it is.' });
    const second = await ended(owner, waiting);
    expect(second).toMatchObject({ status: 'SENT', content: 'Whole.' });
    expect((await ok(owner.getChat(chatId))).status).toBe('ARCHIVED');
  });

  it('count as unread once they are SENT, and are the last message of the list', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const [running, waiting] = await underway(owner, chatId);
    const shown = async () => (await ok(owner.listChats())).data[0]!;
    expect((await shown()).unread_count).toBe(0);
    expect((await shown()).last_message).toMatchObject({ id: waiting.id, status: 'SENDING', content: '' });
    await ok(owner.updateMessageStatus(running.id, { status: 'FAILED' }));
    await ended(owner, waiting);
    expect((await shown()).unread_count).toBe(1);
    expect((await shown()).last_message).toMatchObject({ id: waiting.id, status: 'SENT', content: 'Whole.' });
    expect((await ok(owner.listChats({ q: 'whole.' }))).data.map(({ id }) => id)).toEqual([chatId]);
    await ok(owner.updateMessageStatus(waiting.id, { status: 'READ' }));
    expect((await shown()).unread_count).toBe(0);
  });

  it('in a GROUP are unread to everybody, with receipts', async () => {
    const [owner, friend] = [stage.api.user(), stage.api.user()];
    const { id: chatId } = await ragChat(owner, { chat_type: 'GROUP', participants: [friend.userId] });
    stage.model.behave({ does: 'answer', chunks: ['Whole.'] });
    const reply = await answered(owner, chatId, '@assistant?');
    expect(reply.receipts).toEqual({ recipients: 2, delivered: 0, read: 0 });
    const unread = async (client: ApiClient) => (await ok(client.getChat(chatId))).unread_count;
    expect([await unread(owner), await unread(friend)]).toEqual([1, 2]);
    await ok(friend.updateMessageStatus(reply.id, { status: 'READ', up_to: true }));
    expect([await unread(owner), await unread(friend)]).toEqual([1, 0]);
  });
});
