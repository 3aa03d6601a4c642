import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ModelBehaviour, ModelServer } from '../support/model-server.js';
import { outcome, writerAt } from './model-stage.js';

const BROKE_OFF = ['model_interrupted', 'The answer broke off.'] as const;
const NO_TEXT = ['model_rubbish', 'The model answered without any text.'] as const;
const NO_COMPLETION = ['model_rubbish', "What the model's server sent is not a streamed chat completion."] as const;

describe('a reply by a model', () => {
  let server: ModelServer;

  beforeEach(async () => {
    Logger.overrideLogger(false);
    server = await ModelServer.start();
  });

  afterEach(async () => {
    await server.close();
  });

  it('is what the model wrote, with verified citations and what it cost', async () => {
    const usage = { prompt_tokens: 70, completion_tokens: 8 };
    server.behave({ does: 'answer', chunks: ['Rome is in', ' Italy [', '2], not', ' on Mars [7].'], usage });
    const { text, told, written } = await outcome(writerAt(server.url));
    expect(text).toBe('Rome is in Italy [1], not on Mars.');
    expect(written).toEqual({
      mode: 'model',
      model: 'm',
      citations: told,
      droppedCitations: 1,
      isTruncated: false,
      usage: { inputTokens: 70, outputTokens: 8 },
      firstTokenMs: expect.any(Number),
    });
    expect(told).toEqual([
      {
        n: 1,
        chatId: 1,
        messageId: 2,
        filename: undefined,
        source: 'content',
        start: 0,
        end: 17,
        text: 'Rome is in Italy.',
        score: 1,
      },
    ]);
  });

  it('is asked for with the key, a bound, usage, and without tools', async () => {
    server.behave({ does: 'answer', chunks: ['Yes.'] });
    await outcome(writerAt(server.url));
    expect(server.requests).toEqual([
      {
        path: '/v1/chat/completions',
        authorization: 'Bearer sk-secret',
        body: {
          model: 'm',
          max_tokens: 100,
          stream: true,
          stream_options: { include_usage: true },
          messages: [
            { role: 'system', content: expect.stringContaining('You answer the question') },
            { role: 'user', content: expect.stringContaining('Rome is in Italy.') },
          ],
        },
      },
    ]);
  });

  it.each<[string, ModelBehaviour, string, boolean]>([
    [
      'cut within characters',
      { does: 'split', chunks: ['Größe 😀', ' 语言 [1]'], bytes: 3 },
      'Größe 😀 语言 [1]',
      false,
    ],
    ['slowly', { does: 'trickle', chunks: ['One', ' by', ' one.'], everyMs: 20 }, 'One by one.', false],
    ['up to its limit', { does: 'answer', chunks: ['It goes on and'], finish: 'length' }, 'It goes on and', true],
    ['after thinking', { does: 'answer', chunks: ['<thi', 'nk>Rome [9]?', '</think>\n\nItaly.'] }, 'Italy.', false],
  ])('may come %s', async (_how, behaviour, text, isTruncated) => {
    server.behave(behaviour);
    expect(await outcome(writerAt(server.url))).toMatchObject({ text, written: { isTruncated } });
  });

  const rubbish = (body: string, type = 'text/event-stream'): ModelBehaviour => ({ does: 'send', type, body });

  it.each<[string, ModelBehaviour, string, string, string]>([
    [
      'refuses the key',
      { does: 'refuse', status: 401 },
      '',
      'model_refused',
      "The model's server answered 401: it does not accept LLM_API_KEY.",
    ],
    ['knows no such model', { does: 'refuse', status: 404 }, '', 'model_refused', "The model's server answered 404."],
    [
      'is busy for long',
      { does: 'refuse', status: 429, headers: { 'retry-after': '3600' } },
      ...(['', 'model_busy', "The model's server takes no more requests now (429)."] as const),
    ],
    ['cuts the connection in its answer', { does: 'cut', chunks: ['Rome [2] is'] }, 'Rome [1] is', ...BROKE_OFF],
    ['ends its answer without an end', { does: 'fall_silent', chunks: ['Rome is'] }, 'Rome is', ...BROKE_OFF],
    ['answers nothing', { does: 'answer', chunks: [] }, '', ...NO_TEXT],
    ['answers white space', { does: 'answer', chunks: [' ', '\n'] }, '', ...NO_TEXT],
    ['cites without a word', { does: 'answer', chunks: ['[7]'] }, '', ...NO_TEXT],
    [
      'filters all of it',
      { does: 'answer', chunks: [], finish: 'content_filter' },
      '',
      'model_refused',
      "The model's server filtered the answer away.",
    ],
    ['sends no JSON', rubbish('data: {"choices":[\n\n'), '', ...NO_COMPLETION],
    ['sends a page', rubbish('<html>sk-secret</html>', 'text/html'), '', ...NO_COMPLETION],
    ['sends another shape', rubbish('data: {"choices":"sk-secret"}\n\n'), '', ...NO_COMPLETION],
    ['sends no choices', rubbish('data: {"choices":[]}\n\ndata: [DONE]\n\n'), '', ...NO_COMPLETION],
    [
      'reports an error in the stream',
      rubbish('data: {"error":{"message":"sk-secret"}}\n\n'),
      ...(['', 'model_refused', "The model's server reported an error instead of an answer."] as const),
    ],
  ])('fails at once and for good when the server %s', async (_what, behaviour, text, code, detail) => {
    server.behave(behaviour, { does: 'answer', chunks: ['Asked again.'] });
    const failed = await outcome(writerAt(server.url));
    expect(failed).toMatchObject({ text, error: { code, detail } });
    expect(JSON.stringify([failed.error, String(failed.error), (failed.error as Error).cause])).not.toContain(
      'sk-secret',
    );
    expect(server.requests).toHaveLength(1);
  });

  it.each<[string, ModelBehaviour]>([
    ['is busy', { does: 'refuse', status: 429, headers: { 'retry-after': '0' } }],
    ['fails', { does: 'refuse', status: 500 }],
    ['cuts the connection', { does: 'cut' }],
    ['cuts the connection before the first word', { does: 'cut', chunks: [] }],
  ])('is asked for again when the server %s, twice at most', async (_what, behaviour) => {
    server.behave(behaviour, behaviour, { does: 'answer', chunks: ['At last.'] });
    expect(await outcome(writerAt(server.url))).toMatchObject({ text: 'At last.' });
    server.behave(behaviour, behaviour, behaviour, { does: 'answer', chunks: ['Too late.'] });
    expect(await outcome(writerAt(server.url))).toMatchObject({
      text: '',
      error: { code: expect.stringMatching(/^model_/) },
    });
    expect(server.requests).toHaveLength(3);
  });

  it('says why when nobody is there', async () => {
    const gone = await ModelServer.start();
    const nowhere = gone.url;
    await gone.close();
    const error = { code: 'model_unreachable', detail: "The model's server cannot be reached (ECONNREFUSED)." };
    expect(await outcome(writerAt(nowhere))).toMatchObject({ error });
  });
});
