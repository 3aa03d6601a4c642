import { setMaxListeners } from 'node:events';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ModelSettings } from '../../libs/reply/src/writing/model-settings.js';
import { type ModelBehaviour, ModelServer } from '../support/model-server.js';
import { until } from '../support/until.js';
import { assignment, outcome, writerAt } from './model-stage.js';

describe('the limits of a reply by a model', () => {
  let server: ModelServer;

  beforeEach(async () => {
    Logger.overrideLogger(false);
    server = await ModelServer.start();
    // The first request loads what later ones have; it does not count against a short limit.
    await outcome(writerAt(server.url));
  });

  afterEach(async () => {
    await server.close();
  });

  it.each<[string, ModelBehaviour, string, Partial<ModelSettings>, string]>([
    ['answers nothing', { does: 'hang' }, '', { LLM_CHUNK_TIMEOUT_SECONDS: 1 }, 'The model sent nothing for 1 s.'],
    [
      'stops in its answer',
      { does: 'hang', chunks: ['Rome'] },
      'Rome',
      { LLM_CHUNK_TIMEOUT_SECONDS: 2 },
      'The model sent nothing for 2 s.',
    ],
    [
      'never ends',
      { does: 'trickle', chunks: Array.from({ length: 5_000 }, () => ' '), everyMs: 10 },
      '',
      { LLM_TIMEOUT_SECONDS: 1 },
      'The model did not finish its answer within 1 s.',
    ],
  ])('fails when the server %s, and the connection is closed', async (_what, behaviour, text, settings, detail) => {
    server.behave(behaviour);
    expect(await outcome(writerAt(server.url, settings))).toMatchObject({
      text,
      error: { code: 'model_timeout', detail },
    });
    expect(server.requests).toHaveLength(1);
    await until(() => server.answering === 0);
  });

  it('stops when it is told to, and the connection is closed', async () => {
    server.behave({ does: 'hang', chunks: ['Rome [2] is'] });
    const stop = new AbortController();
    const stopped = await outcome(writerAt(server.url), stop.signal, () => stop.abort());
    expect(stopped).toMatchObject({ text: 'Rome [1] is', told: [{ n: 1, messageId: 2 }], error: { code: 'aborted' } });
    await until(() => server.answering === 0);
  });

  it('stops before the model answers, and while it waits for its turn', async () => {
    server.behave({ does: 'hang' });
    const [first, second] = [new AbortController(), new AbortController()];
    const by = writerAt(server.url, { LLM_CONCURRENCY: 1 });
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
    const writing = (await writerAt(server.url)).write(assignment, new AbortController().signal);
    await writing.next();
    await writing.return(undefined as never);
    await until(() => server.answering === 0);
    expect(server.requests).toHaveLength(1);
  });

  it('is asked for a bounded number at a time, and each gets its turn', async () => {
    let goOn = () => {};
    server.behave({ does: 'pause', chunks: ['Yes', '.'], goOn: new Promise((resolve) => (goOn = resolve)) });
    const by = writerAt(server.url, { LLM_CONCURRENCY: 2 });
    const outcomes = Array.from({ length: 8 }, () => outcome(by));
    await until(() => server.answering === 2);
    goOn();
    const texts = await Promise.all(outcomes);
    expect(texts.map(({ text }) => text)).toEqual(Array.from({ length: 8 }, () => 'Yes.'));
    expect(server.mostAtOnce).toBe(2);
  });

  it('is refused when too many wait', async () => {
    server.behave({ does: 'hang' });
    const stop = new AbortController();
    setMaxListeners(102, stop.signal);
    const by = writerAt(server.url, { LLM_CONCURRENCY: 1 });
    const outcomes = Array.from({ length: 102 }, () => outcome(by, stop.signal));
    expect(await outcomes[101]).toMatchObject({ error: { code: 'model_busy' } });
    stop.abort();
    const codes = (await Promise.all(outcomes)).map(({ error }) => (error as { code: string }).code);
    expect(codes).toEqual([...Array.from({ length: 101 }, () => 'aborted'), 'model_busy']);
  });
});
