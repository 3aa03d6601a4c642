import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { ragChat, replyTo } from '../support/reply-chats.js';
import { deltasOf, textOf } from '../support/reply-feed.js';
import { questionOf, type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { startReplyWorker } from '../support/reply-worker.js';
import { newDataFolder } from '../support/service-process.js';
import { until } from '../support/until.js';

const CHATS = 20;
/** Requests of one process to the model, LLM_CONCURRENCY; it takes twice as many questions, REPLY_CONCURRENCY. */
const AT_ONCE = 4;

describe('two servers and a worker on one database', () => {
  let stage: ReplyStage;
  let other: ApiServer;
  let idle: ApiServer;
  let endWorker: () => Promise<void>;
  let data: Awaited<ReturnType<typeof newDataFolder>>;

  beforeAll(async () => {
    stage = await startReplyStage({ LLM_API_KEY: 'one' });
    other = await startApi({ ...stage.settings, LLM_API_KEY: 'other' });
    idle = await startApi({ ...stage.settings, LLM_API_KEY: 'idle', WORKER: 'off' });
    data = await newDataFolder();
    endWorker = await startReplyWorker(data.folder, { ...stage.settings, LLM_API_KEY: 'worker' });
  }, 90_000);
  afterAll(async () => {
    await endWorker();
    await idle.close();
    await other.close();
    await stage.close();
    await data.remove();
  });

  it('answer every question once', async () => {
    const { model } = stage;
    model.behave({ does: 'trickle', chunks: ['Yes', ' it', ' is.'], everyMs: 20 });
    const owners = Array.from({ length: CHATS }, () => idle.user());
    const chats = await Promise.all(owners.map((owner) => ragChat(owner)));
    const questions: MessageDto[] = [];
    for (let nth = 0; nth < 3; nth++)
      questions.push(
        ...(await Promise.all(
          owners.map((owner, chat) => ok(owner.sendMessage(chats[chat]!.id, `chat ${chat}, question ${nth}`))),
        )),
      );
    await until(async () => (await stage.api.pool.query('SELECT 1 FROM message_work')).rowCount === 0);
    for (const [chat, owner] of owners.entries()) {
      const replies = [];
      for (const question of questions.filter(({ sender_id }) => sender_id === owner.userId))
        replies.push(await replyTo(owner, question));
      expect(replies.map(({ status, content }) => [status, content])).toEqual(
        Array.from({ length: 3 }, () => ['SENT', 'Yes it is.']),
      );
      expect((await ok(owner.getChat(chats[chat]!.id))).last_seq).toBe(6);
    }
    expect(model.requests.map(questionOf).toSorted()).toEqual(questions.map(({ content }) => content).toSorted());
    // Two of them cannot take so many at once: the third has its part, however slow it is today.
    model.behave({ does: 'hang' });
    await Promise.all(owners.map((owner, chat) => ok(owner.sendMessage(chats[chat]!.id, 'And now?'))));
    await until(() => model.answering === 3 * AT_ONCE);
    const workers = new Set(model.requests.map(({ authorization }) => authorization));
    expect(workers).toEqual(new Set(['Bearer one', 'Bearer other', 'Bearer worker']));
    await Promise.all(owners.map((owner, chat) => ok(owner.updateChatStatus(chats[chat]!.id, { status: 'DELETED' }))));
    await until(() => model.answering === 0);
  }, 90_000);

  it('and a server that has no worker tells and waits', async () => {
    stage.model.behave({ does: 'trickle', chunks: ['Yes', ' it', ' is.'], everyMs: 20 });
    const owner = idle.user();
    const { id: chatId } = await ragChat(owner);
    const own = await stage.live.ofChat(owner, chatId);
    await own.next('hello');
    const { body } = await owner.sendMessage(chatId, 'Is it?', { headers: { prefer: 'wait=20' } });
    const reply = await replyTo(owner, body);
    expect(body).toMatchObject({ reply: { id: reply.id, status: 'SENT', content: 'Yes it is.' } });
    await own.reached(chatId, 2);
    expect(textOf(deltasOf(own, reply.id))).toBe('Yes it is.');
  });
});
