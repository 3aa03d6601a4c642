import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { answered, ended, errorOf, ragChat, ragOf, replyTo, sendFile } from '../support/reply-chats.js';
import { questionOf, type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { until } from '../support/until.js';

const FEW = { REPLIES_PER_USER: '2', TOKENS_PER_USER_PER_DAY: '100000', REPLY_CONCURRENCY: '4' };

describe('questions that come while others are answered', () => {
  let stage: ReplyStage;
  /** On the same database, without a worker. */
  let idle: ApiServer;

  beforeAll(async () => {
    stage = await startReplyStage(FEW);
    idle = await startApi({ ...stage.settings, WORKER: 'off' });
  });
  afterAll(async () => {
    await idle.close();
    await stage.close();
  });

  async function ask(client: ApiClient, chatId: number, content: string): Promise<MessageDto> {
    return replyTo(client, await ok(client.sendMessage(chatId, content)));
  }

  it('are answered in turn within a chat, each with what was said before', async () => {
    const [owner, ...friends] = [stage.api.user(), stage.api.user(), stage.api.user()];
    const participants = friends.map(({ userId }) => userId);
    const { id: chatId } = await ragChat(owner, { chat_type: 'GROUP', participants });
    let goOn = () => {};
    stage.model.behave(
      { does: 'pause', chunks: ['First', '.'], goOn: new Promise((resolve) => (goOn = resolve)) },
      { does: 'answer', chunks: ['Second.'] },
      { does: 'answer', chunks: ['Third.'] },
    );
    const replies: MessageDto[] = [];
    for (const [nth, client] of [owner, ...friends].entries())
      replies.push(await ask(client, chatId, `@assistant question ${nth}`));
    goOn();
    const whole: MessageDto[] = [];
    for (const reply of replies) whole.push(await ended(owner, reply));
    expect(whole.map(({ content }) => content)).toEqual(['First.', 'Second.', 'Third.']);
    expect(whole.map(({ change_seq }) => change_seq)).toEqual([4, 5, 6]);
    expect(stage.model.requests.map(questionOf)).toEqual([0, 1, 2].map((nth) => `@assistant question ${nth}`));
    expect(stage.model.mostAtOnce).toBe(1);
  });

  it('are answered side by side in different chats', async () => {
    stage.model.behave({ does: 'hang', chunks: ['So far'] });
    const owners = [stage.api.user(), stage.api.user(), stage.api.user()];
    const chats = await Promise.all(owners.map((owner) => ragChat(owner)));
    await Promise.all(owners.map((owner, nth) => ask(owner, chats[nth]!.id, 'Is it?')));
    await until(() => stage.model.answering === 3);
    for (const [nth, owner] of owners.entries())
      await ok(owner.updateChatStatus(chats[nth]!.id, { status: 'DELETED' }));
    await until(() => stage.model.answering === 0);
  });

  it('wait for the files that were sent before them', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    stage.model.behave({ does: 'answer', chunks: ['Forty [1].'] });
    // A document that takes longer to be read than a question to be asked.
    const content = '<p>The core holds forty rods.</p>'.repeat(3_000);
    const file = await sendFile(owner, chatId, content, { media_type: 'text/html', filename: 'core.html' });
    const reply = await answered(owner, chatId, 'How many rods does the core hold?');
    expect(reply).toMatchObject({ status: 'SENT', content: 'Forty [1].' });
    expect(ragOf(reply).citations[0]).toMatchObject({ message_id: file.id, filename: 'core.html' });
  });

  it('of somebody who has too many of them get FAILED replies', async () => {
    stage.model.behave({ does: 'hang', chunks: ['So far'] });
    const [owner, other] = [stage.api.user(), stage.api.user()];
    const { id: chatId } = await ragChat(owner);
    const { id: second } = await ragChat(owner);
    const running = await ask(owner, chatId, 'One?');
    const waiting = await ask(owner, chatId, 'Two?');
    const sent = await owner.sendMessage(second, 'Three?');
    expect(sent).toMatchObject({ status: 200, body: { status: 'SENT', content: 'Three?' } });
    const refusedReply = await ended(owner, await replyTo(owner, sent.body));
    expect([refusedReply.status, refusedReply.content, errorOf(refusedReply).code]).toEqual([
      'FAILED',
      '',
      'reply_limit',
    ]);
    // Others are not concerned.
    stage.model.behave({ does: 'answer', chunks: ['Whole.'] });
    expect(await answered(other, (await ragChat(other)).id, 'One?')).toMatchObject({ content: 'Whole.' });
    await ok(owner.updateMessageStatus(running.id, { status: 'FAILED' }));
    expect(await ended(owner, waiting)).toMatchObject({ content: 'Whole.' });
    await ok(owner.updateMessageStatus(refusedReply.id, { status: 'SENDING' }));
    const again = await ended(owner, refusedReply);
    expect([again.status, again.content, ragOf(again).attempt]).toEqual(['SENT', 'Whole.', 2]);
  });

  it('of somebody whose tokens are used up get FAILED replies', async () => {
    const usage = { prompt_tokens: 90_000, completion_tokens: 10_000 };
    stage.model.behave({ does: 'answer', chunks: ['Whole.'], usage });
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const first = await answered(owner, chatId, 'One?');
    expect(ragOf(first).usage).toEqual({ input_tokens: 90_000, output_tokens: 10_000 });
    const second = await answered(owner, chatId, 'Two?');
    expect([second.status, errorOf(second).code]).toEqual(['FAILED', 'reply_limit']);
    expect(stage.model.requests.length).toBe(1);
    await stage.api.pool.query('UPDATE reply_tokens SET day = day - 1 WHERE user_id = $1', [owner.userId]);
    await ok(owner.updateMessageStatus(second.id, { status: 'SENDING' }));
    expect(await ended(owner, second)).toMatchObject({ status: 'SENT', content: 'Whole.' });
  });

  it('are not begun by a server without a worker, which tells and waits all the same', async () => {
    const owner = idle.user();
    const there = stage.api.user();
    expect(there.url).not.toBe(owner.url);
    stage.model.behave({ does: 'trickle', chunks: ['Yes', ' it', ' is.'], everyMs: 50 });
    const { id: chatId } = await ragChat(owner);
    const { body } = await owner.sendMessage(chatId, 'Is it?', { headers: { prefer: 'wait=20' } });
    expect(body).toMatchObject({ reply: { status: 'SENT', content: 'Yes it is.' } });
  });
});
