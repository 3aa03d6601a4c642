import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Assignment,
  type Citation,
  type ModelSettings,
  ModelWriter,
  type Passage,
  type Written,
} from '#libs/reply';
import { type ModelBehaviour, ModelServer } from '../support/model-server.js';
import { until } from '../support/until.js';

const passages: Passage[] = ['Paris is in France.', 'Rome is in Italy.'].map((text, index) => ({
  chatId: 1,
  messageId: index + 1,
  filename: undefined,
  source: 'content',
  start: 0,
  end: text.length,
  text,
  score: 2 - index,
}));

const assignment: Assignment = { question: 'Where is Rome?', instructions: [], earlier: [], passages };

describe('a reply by a model', () => {
  let server: ModelServer;

  beforeEach(async () => {
    server = await ModelServer.start();
  });

  afterEach(async () => {
    await server.close();
  });

  const writer = (settings: Partial<ModelSettings> = {}) =>
    new ModelWriter({
      LLM_BASE_URL: server.url,
      LLM_MODEL: 'm',
      LLM_API_KEY: 'sk-secret',
      LLM_TIMEOUT_SECONDS: 20,
      LLM_CHUNK_TIMEOUT_SECONDS: 20,
      LLM_CONCURRENCY: 4,
      LLM_MAX_OUTPUT_TOKENS: 100,
      LLM_CONTEXT_CHARACTERS: 1_000,
      ...settings,
    });

  interface Outcome {
    readonly text: string;
    readonly told: readonly Citation[];
    readonly written?: Written;
    readonly error?: unknown;
  }

  async function outcome(
    by: ModelWriter,
    signal = new AbortController().signal,
    onText?: () => void,
  ): Promise<Outcome> {
    const told: Citation[] = [];
    let text = '';
    try {
      const writing = by.write(assignment, signal, (citation) => told.push(citation));
      for (;;) {
        const { done, value } = await writing.next();
        if (done) return { text, told, written: value };
        text += value;
        onText?.();
      }
    } catch (error) {
      return { text, told, error };
    }
  }

  it('is what the model wrote, with verified citations and what it cost', async () => {
    const usage = { prompt_tokens: 70, completion_tokens: 8 };
    server.behave({ does: 'answer', chunks: ['Rome is in', ' Italy [', '2], not', ' on Mars [7].'], usage });
    const { text, told, written } = await outcome(writer());
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
    await outcome(writer());
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
            { role: 'system', content: expect.stringContaining('You answer a question') },
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
    expect(await outcome(writer())).toMatchObject({ text, written: { isTruncated } });
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
    [
      'cuts the connection in its answer',
      { does: 'cut', chunks: ['Rome [2] is'] },
      'Rome [1] is',
      'model_interrupted',
      'The answer broke off.',
    ],
    [
      'ends its answer without an end',
      { does: 'fall_silent', chunks: ['Rome is'] },
      'Rome is',
      'model_interrupted',
      'The answer broke off.',
    ],
    ['answers nothing', { does: 'answer', chunks: [] }, '', 'model_rubbish', 'The model answered without any text.'],
    [
      'answers white space',
      { does: 'answer', chunks: [' ', '\n'] },
      '',
      'model_rubbish',
      'The model answered without any text.',
    ],
    [
      'cites without a word',
      { does: 'answer', chunks: ['[7]'] },
      '',
      'model_rubbish',
      'The model answered without any text.',
    ],
    [
      'filters all of it',
      { does: 'answer', chunks: [], finish: 'content_filter' },
      '',
      'model_refused',
      "The model's server filtered the answer away.",
    ],
    [
      'sends no JSON',
      rubbish('data: {"choices":[\n\n'),
      '',
      'model_rubbish',
      "What the model's server sent is not a streamed chat completion.",
    ],
    [
      'sends a page',
      rubbish('<html>sk-secret</html>', 'text/html'),
      '',
      'model_rubbish',
      "What the model's server sent is not a streamed chat completion.",
    ],
    [
      'sends another shape',
      rubbish('data: {"choices":"sk-secret"}\n\n'),
      '',
      'model_rubbish',
      "What the model's server sent is not a streamed chat completion.",
    ],
    [
      'sends no choices',
      rubbish('data: {"choices":[]}\n\ndata: [DONE]\n\n'),
      '',
      'model_rubbish',
      "What the model's server sent is not a streamed chat completion.",
    ],
    [
      'reports an error in the stream',
      rubbish('data: {"error":{"message":"sk-secret"}}\n\n'),
      ...(['', 'model_refused', "The model's server reported an error instead of an answer."] as const),
    ],
  ])('fails at once and for good when the server %s', async (_what, behaviour, text, code, detail) => {
    server.behave(behaviour, { does: 'answer', chunks: ['Asked again.'] });
    const failed = await outcome(writer());
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
    expect(await outcome(writer())).toMatchObject({ text: 'At last.' });
    server.behave(behaviour, behaviour, behaviour, { does: 'answer', chunks: ['Too late.'] });
    expect(await outcome(writer())).toMatchObject({ text: '', error: { code: expect.stringMatching(/^model_/) } });
    expect(server.requests).toHaveLength(3);
  });

  it('says why when nobody is there', async () => {
    const gone = await ModelServer.start();
    const nowhere = gone.url;
    await gone.close();
    const error = { code: 'model_unreachable', detail: "The model's server cannot be reached (ECONNREFUSED)." };
    expect(await outcome(writer({ LLM_BASE_URL: nowhere }))).toMatchObject({ error });
  });

  it.each<[string, ModelBehaviour, string, Partial<ModelSettings>, string]>([
    ['answers nothing', { does: 'hang' }, '', { LLM_CHUNK_TIMEOUT_SECONDS: 0.2 }, 'The model sent nothing for 0.2 s.'],
    [
      'stops in its answer',
      { does: 'hang', chunks: ['Rome'] },
      'Rome',
      { LLM_CHUNK_TIMEOUT_SECONDS: 0.2 },
      'The model sent nothing for 0.2 s.',
    ],
    [
      'never ends',
      { does: 'trickle', chunks: Array.from({ length: 5_000 }, () => ' '), everyMs: 10 },
      '',
      { LLM_TIMEOUT_SECONDS: 0.5 },
      'The model did not finish its answer within 0.5 s.',
    ],
  ])('fails when the server %s, and the connection is closed', async (_what, behaviour, text, settings, detail) => {
    server.behave(behaviour);
    expect(await outcome(writer(settings))).toMatchObject({ text, error: { code: 'model_timeout', detail } });
    expect(server.requests).toHaveLength(1);
    await until(() => server.answering === 0);
  });

  it('stops when it is told to, and the connection is closed', async () => {
    server.behave({ does: 'hang', chunks: ['Rome [2] is'] });
    const stop = new AbortController();
    const stopped = await outcome(writer(), stop.signal, () => stop.abort());
    expect(stopped).toMatchObject({ text: 'Rome [1] is', told: [{ n: 1, messageId: 2 }], error: { code: 'aborted' } });
    await until(() => server.answering === 0);
  });

  it('stops before the model answers, and while it waits for its turn', async () => {
    server.behave({ does: 'hang' });
    const [first, second] = [new AbortController(), new AbortController()];
    const by = writer({ LLM_CONCURRENCY: 1 });
    const outcomes = [outcome(by, first.signal), outcome(by, second.signal)] as const;
    await until(() => server.requests.length === 1);
    second.abort();
    expect(await outcomes[1]).toMatchObject({ text: '', error: { code: 'aborted' } });
    expect(server.answering).toBe(1);
    first.abort();
    expect(await outcomes[0]).toMatchObject({ text: '', error: { code: 'aborted' } });
    await until(() => server.answering === 0);
    expect(server.requests).toHaveLength(1);
  });

  it('ends with its reader, and the connection is closed', async () => {
    server.behave({ does: 'hang', chunks: ['Rome is'] });
    const writing = writer().write(assignment, new AbortController().signal);
    await writing.next();
    await writing.return(undefined as never);
    await until(() => server.answering === 0);
    expect(server.requests).toHaveLength(1);
  });

  it('is asked for so many at a time, and each gets its turn', async () => {
    server.behave({ does: 'trickle', chunks: ['Yes', '.'], everyMs: 5 });
    const by = writer({ LLM_CONCURRENCY: 2 });
    const texts = await Promise.all(Array.from({ length: 8 }, () => outcome(by)));
    expect(texts.map(({ text }) => text)).toEqual(Array.from({ length: 8 }, () => 'Yes.'));
    expect(server.mostAtOnce).toBe(2);
  });

  it('is refused when too many wait', async () => {
    server.behave({ does: 'hang' });
    const stop = new AbortController();
    const by = writer({ LLM_CONCURRENCY: 1 });
    const outcomes = Array.from({ length: 102 }, () => outcome(by, stop.signal));
    expect(await outcomes[101]).toMatchObject({ error: { code: 'model_busy' } });
    stop.abort();
    const codes = (await Promise.all(outcomes)).map(({ error }) => (error as { code: string }).code);
    expect(codes).toEqual([...Array.from({ length: 101 }, () => 'aborted'), 'model_busy']);
  });
});
