import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answered, errorOf, ragChat, ragOf } from '../support/reply-chats.js';
import { expectCited } from '../support/reply-citations.js';
import { readMarkdown } from '../support/reply-documents.js';
import { MISBEHAVIOURS } from '../support/reply-misbehaviours.js';
import { freshMetrics } from '../support/fresh-metrics.js';
import { type ReplyStage, startReplyStage } from '../support/reply-stage.js';

const SOON = { LLM_TIMEOUT_SECONDS: '3', LLM_CHUNK_TIMEOUT_SECONDS: '1' };
describe('when the model', () => {
  let stage: ReplyStage;

  beforeAll(async () => {
    stage = await startReplyStage(SOON);
  });
  afterAll(() => stage.close());

  it.each(MISBEHAVIOURS)('$name', async ({ behaviours, status = 'FAILED', content, code, asked }) => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    stage.model.behave(...behaviours);
    const reply = await answered(owner, chatId, 'Is it?');
    expect(reply.status).toBe(status);
    if (content === 'ha') expect(reply.content).toMatch(/^(ha)+$/);
    else expect(reply.content).toBe(content);
    if (status === 'FAILED') expect(errorOf(reply).code).toBe(code);
    expect(JSON.stringify(reply)).not.toContain('sk-secret');
    expect(stage.model.requests.length).toBe(asked);
    const { rowCount } = await stage.api.pool.query('SELECT 1 FROM message_work');
    expect(rowCount).toBe(0);
    stage.model.behave({ does: 'answer', chunks: ['Next.'] });
    expect(await answered(owner, chatId, 'And now?')).toMatchObject({ status: 'SENT', content: 'Next.' });
  });

  it('invents citations, they are left out and counted', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    await readMarkdown(owner, chatId, 'The core holds forty rods.');
    const before = await metric('reply_citations_dropped_total');
    stage.model.behave({ does: 'answer', chunks: ['Forty', ' [', '1', '], or', ' [7], fifty [99', '].'] });
    const reply = await answered(owner, chatId, 'How many rods does the core hold?');
    expect([reply.status, reply.content]).toEqual(['SENT', 'Forty [1], or, fifty.']);
    expect(ragOf(reply).citations.length).toBe(1);
    await expectCited(stage.api.pool, reply);
    expect((await metric('reply_citations_dropped_total')) - before).toBe(2);
  });

  it('fails in the middle, the citations so far are kept', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    await readMarkdown(owner, chatId, 'The core holds forty rods.');
    stage.model.behave({ does: 'cut', chunks: ['Forty [1], and', ' more [1'] });
    const reply = await answered(owner, chatId, 'How many rods does the core hold?');
    expect([reply.status, reply.content]).toEqual(['FAILED', 'Forty [1], and more']);
    await expectCited(stage.api.pool, reply);
  });

  it('has answered, or not, /metrics counts it', async () => {
    const ends = async (end: string) => metric(`replies_total{mode="model",end="${end}"}`);
    const [sent, busy] = [await ends('sent'), await ends('model_refused')];
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const usage = { prompt_tokens: 7, completion_tokens: 3 };
    const tokens = await metric('reply_tokens_total{direction="input"}');
    stage.model.behave({ does: 'answer', chunks: ['Whole.'], usage }, { does: 'refuse', status: 400 });
    expect(ragOf(await answered(owner, chatId, 'One?')).usage).toEqual({ input_tokens: 7, output_tokens: 3 });
    await answered(owner, chatId, 'Two?');
    expect([await ends('sent'), await ends('model_refused')]).toEqual([sent + 1, busy + 1]);
    expect((await metric('reply_tokens_total{direction="input"}')) - tokens).toBe(7);
  });

  async function metric(name: string): Promise<number> {
    const text = await freshMetrics(stage.api.url);
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    return Number(line?.slice(name.length + 1) ?? 0);
  }
});
