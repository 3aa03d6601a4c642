import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ModelServer } from '../support/model-server.js';
import { outcome, writerAt } from './model-stage.js';
import { FORMS } from './wire-forms.js';

describe('an answer in the form of', () => {
  let server: ModelServer;

  beforeAll(async () => {
    server = await ModelServer.start();
  });
  afterAll(() => server.close());

  it.each(FORMS)('%s', async (_server, stream, expected) => {
    server.behave({ does: 'send', type: 'text/event-stream', body: stream });
    expect(await outcome(writerAt(server.url))).toMatchObject(expected);
  });

  it('a model that explains how models think keeps its words', async () => {
    const text = 'Some write `<think>` first, their thoughts, and </think>; a[0] and [2024] are no citations.';
    server.behave({ does: 'answer', chunks: text.match(/.{1,5}/g) ?? [] });
    expect(await outcome(writerAt(server.url))).toMatchObject({ text, written: { droppedCitations: 0 } });
  });

  it('a model that has thought without an opening tag is waited for the next time, however long it thinks', async () => {
    const writer = writerAt(server.url);
    server.behave({ does: 'trickle', chunks: ['Passage 1', '?\n', '</think>\n\n', 'Italy.'], everyMs: 300 });
    expect(await outcome(writer)).toMatchObject({ text: expect.stringContaining('Italy.') });
    expect(await outcome(writer)).toMatchObject({ text: 'Italy.' });
  });
});
