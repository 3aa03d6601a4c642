import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import type { ModelBehaviour } from '../support/model-server.js';
import { answered, ended, errorOf, lookAt, ragChat, ragOf, replyTo, sendFile } from '../support/reply-chats.js';
import { type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { until } from '../support/until.js';

/** Less than two replies may cost, more than one does. */
const LIMITS = { TOKENS_PER_USER_PER_DAY: '900', LLM_CHUNK_TIMEOUT_SECONDS: '1' };
/** About 500 tokens. */
const LONG = 'Twenty letters each. '.repeat(96);

describe('the tokens of a person and day', () => {
  let stage: ReplyStage;
  beforeAll(async () => {
    stage = await startReplyStage(LIMITS);
  });
  afterAll(() => stage.close());

  const spent = async ({ userId }: ApiClient, { pool } = stage.api) => {
    const { rows } = await pool.query<{ tokens: string }>('SELECT tokens FROM reply_tokens WHERE user_id = $1', [
      userId,
    ]);
    return Number(rows[0]?.tokens ?? 0);
  };
  const ask = async (client: ApiClient) => {
    const { id } = await ragChat(client);
    return replyTo(client, await ok(client.sendMessage(id, 'Is it?')));
  };
  const stop = async (client: ApiClient, reply: MessageDto) => {
    await until(async () => (await lookAt(client, reply)).content.length > 1_900);
    await ok(client.updateMessageStatus(reply.id, { status: 'FAILED' }));
  };

  const unfinished: readonly [string, ModelBehaviour, typeof stop | undefined, string][] = [
    ['are stopped', { does: 'hang', chunks: [LONG] }, stop, 'cancelled'],
    ['break off', { does: 'cut', chunks: [LONG] }, undefined, 'model_interrupted'],
    ['take too long', { does: 'hang', chunks: [LONG] }, undefined, 'model_timeout'],
    ['fall silent', { does: 'fall_silent', chunks: [LONG] }, undefined, 'model_interrupted'],
  ];
  it.each(unfinished)('are used by replies that %s', async (_what, behaviour, end, code) => {
    const user = stage.api.user();
    stage.model.behave(behaviour);
    for (let before = 0, nth = 0; nth < 2; nth++) {
      const reply = await ask(user);
      await end?.(user, reply);
      expect(errorOf(await ended(user, reply)).code).toBe(code);
      await until(async () => (await spent(user)) > before + 600);
      before = await spent(user);
    }
    expect(errorOf(await ended(user, await ask(user))).code).toBe('reply_limit');
    expect(stage.model.requests.length).toBe(2);
  });

  it('are estimated where the server of the model reports none, and it is said so', async () => {
    const user = stage.api.user();
    stage.model.behave({ does: 'answer', chunks: [LONG.trim()] });
    const { usage } = ragOf(await ended(user, await ask(user))) as { usage?: Record<string, number | boolean> };
    expect(usage).toEqual({ input_tokens: expect.any(Number), output_tokens: 504, estimated: true });
    expect(await spent(user)).toBe(Number(usage?.['input_tokens']) + 504);
    // What cannot be true is no report.
    stage.model.behave({ does: 'answer', chunks: ['Yes.'], usage: { prompt_tokens: 0, completion_tokens: 0 } });
    expect(ragOf(await ended(user, await ask(user))).usage).toMatchObject({ output_tokens: 1, estimated: true });
  });

  it('are those that the server reports, once it does', async () => {
    const user = stage.api.user();
    stage.model.behave({ does: 'answer', chunks: [LONG], usage: { prompt_tokens: 9, completion_tokens: 4 } });
    expect(ragOf(await ended(user, await ask(user))).usage).toEqual({ input_tokens: 9, output_tokens: 4 });
    expect(await spent(user)).toBe(13);
  });

  it('are not used by a server that refuses', async () => {
    const user = stage.api.user();
    stage.model.behave({ does: 'refuse', status: 400 });
    expect(errorOf(await ended(user, await ask(user))).code).toBe('model_refused');
    expect(await spent(user)).toBe(0);
  });

  it('are held back for replies that are being written, so that ten at once do not all pass', async () => {
    const user = stage.api.user();
    const chats = await Promise.all(Array.from({ length: 10 }, () => ragChat(user)));
    let goOn = () => {};
    stage.model.behave({ does: 'pause', chunks: ['Yes', '.'], goOn: new Promise((resolve) => (goOn = resolve)) });
    const questions = await Promise.all(chats.map(({ id }) => ok(user.sendMessage(id, 'Is it?'))));
    const replies = await Promise.all(questions.map((question) => replyTo(user, question)));
    await until(async () => {
      const looked = await Promise.all(replies.map((reply) => lookAt(user, reply)));
      return looked.filter(({ status }) => status === 'FAILED').length === 9;
    });
    goOn();
    const whole = await Promise.all(replies.map((reply) => ended(user, reply)));
    expect(whole.map(({ status }) => status).toSorted()).toEqual(['FAILED', ...Array(8).fill('FAILED'), 'SENT']);
    expect(stage.model.requests.length).toBe(1);
    // What was held back and not used is there again.
    expect((await ended(user, await ask(user))).status).toBe('SENT');
  });
});

describe('the tokens of vectors', () => {
  let stage: ReplyStage;
  let api: ApiServer | undefined;
  beforeAll(async () => {
    stage = await startReplyStage({ WORKER: 'off' });
  });
  afterEach(() => api?.close());
  afterAll(() => stage.close());

  it('are used by who sent the file or asks, until there are none left', async () => {
    const embeddings = { EMBEDDINGS_BASE_URL: stage.model.url, EMBEDDINGS_MODEL: 'e' };
    api = await startApi({ ...stage.settings, ...embeddings, TOKENS_PER_USER_PER_DAY: '5000' });
    const { pool } = api;
    const used = async ({ userId }: ApiClient) => {
      const { rows } = await pool.query('SELECT tokens FROM reply_tokens WHERE user_id = $1', [userId]);
      return Number((rows as { tokens: string }[])[0]?.tokens ?? 0);
    };
    const [sender, asker] = [api.user(), api.user()];
    const { id } = await ragChat(sender, { chat_type: 'GROUP', participants: [asker.userId] });
    await ended(sender, await sendFile(sender, id, 'The core holds forty rods.', { media_type: 'text/markdown' }));
    // The server of the tests says one token for each text.
    await until(async () => (await used(sender)) === 1);
    const usage = { prompt_tokens: 90, completion_tokens: 10 };
    stage.model.behave({ does: 'answer', chunks: ['Forty [1].'], usage });
    expect((await answered(asker, id, '@assistant how many rods?')).status).toBe('SENT');
    // The question is looked up by its vector, and not kept: it states nothing.
    expect([await used(sender), await used(asker)]).toEqual([1, 101]);
    await pool.query('UPDATE reply_tokens SET tokens = 5000');
    stage.model.behaveEmbedding(undefined);
    await ended(sender, await sendFile(sender, id, 'And one more.', { media_type: 'text/markdown' }));
    expect(stage.model.requests).toEqual([]);
    expect(errorOf(await answered(asker, id, '@assistant how many rods?')).code).toBe('reply_limit');
  });
});
