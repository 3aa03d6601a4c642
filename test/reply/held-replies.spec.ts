import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshMetrics, sumOf } from '../support/fresh-metrics.js';
import { ok } from '../support/expectations.js';
import type { ModelBehaviour } from '../support/model-server.js';
import { ended, errorOf, lookAt, ragChat, replyTo } from '../support/reply-chats.js';
import { type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { until } from '../support/until.js';

const LONG = 'Twenty letters each. '.repeat(950);

describe('a reply that is held up', () => {
  let stage: ReplyStage;
  beforeAll(async () => {
    stage = await startReplyStage();
  });
  afterAll(() => stage.close());

  async function asked(behaviour: ModelBehaviour) {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    stage.model.behave(behaviour);
    return { owner, reply: await replyTo(owner, await ok(owner.sendMessage(chatId, 'Is it?'))) };
  }

  it('while it is saved does not become longer than it may', async () => {
    const { owner, reply } = await asked({ does: 'trickle', chunks: ['So', LONG, LONG], everyMs: 1_500 });
    await until(async () => (await lookAt(owner, reply)).content === 'So');
    const client = await stage.api.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM message WHERE id = $1 FOR UPDATE', [reply.id]);
      // All of it comes while the first of it waits to be saved.
      await until(() => stage.model.answering === 0);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    expect(errorOf(await ended(owner, reply)).code).toBe('too_long');
  });

  it('and is ended by another worker is not counted by this one', async () => {
    let goOn: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => (goOn = resolve));
    const { owner, reply } = await asked({ does: 'pause', chunks: ['Whole.', ''], goOn: waits });
    await until(async () => (await lookAt(owner, reply)).content === 'Whole.');
    const before = await freshMetrics(stage.api.url);
    await stage.api.pool.query('UPDATE message_work SET lease = gen_random_uuid() WHERE message_id = $1', [reply.id]);
    goOn();
    const counts = async (end: string) => {
      const now = await freshMetrics(stage.api.url);
      return sumOf(now, 'replies_total', { end }) - sumOf(before, 'replies_total', { end });
    };
    await until(async () => (await counts('sent')) + (await counts('given_up')) > 0);
    expect([await counts('sent'), await counts('given_up')]).toEqual([0, 1]);
  });
});
