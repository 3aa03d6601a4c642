import { describe, expect, it } from '@jest/globals';
import type { Answerable, Passage } from '#libs/knowledge';
import { ExtractiveWriter } from './extractive-writer.js';
import { ModelWriter } from './model-writer.js';
import { TestWriter } from './test-writer.js';
import { writerOf } from './writer-of.js';
import type { Writer } from './writer.js';

const text = 'Intro. Rome [3] is\nin Italy [[4]1].';
const passage: Passage = {
  chatId: 1,
  messageId: 5,
  filename: 'a.txt',
  source: 'extracted',
  start: 10,
  end: 10 + text.length,
  text,
  score: 3,
};

/** The question asks for Rome. */
const words: Answerable['words'] = () =>
  Promise.resolve({
    rarity: [1],
    before: () => 0,
    likeness: (_passage, texts) => new Map(texts.some((each) => each.includes('Rome')) ? [[0, 1]] : []),
  });

async function written(writer: Writer, question: string, passages: readonly Passage[], stop = new AbortController()) {
  const told: number[] = [];
  const pieces: string[] = [];
  const parts = [{ question, passages, words }];
  const assignment = { question, instructions: [], earlier: [], passages, parts };
  const writing = writer.write(assignment, stop.signal, ({ n }) => told.push(n));
  try {
    for (;;) {
      const { done, value } = await writing.next();
      if (done) return { pieces, text: pieces.join(''), told, end: value };
      pieces.push(value);
    }
  } catch (error) {
    return { pieces, text: pieces.join(''), told, error };
  }
}

const stopped = () => {
  const stop = new AbortController();
  stop.abort();
  return stop;
};

describe('a reply without a model', () => {
  const writer = new ExtractiveWriter();
  const cited = { chatId: 1, messageId: 5, filename: 'a.txt', source: 'extracted', score: 3 };

  it('quotes and cites, and says that there is no model', async () => {
    expect(await written(writer, 'Where is Rome?', [passage])).toEqual({
      pieces: [
        'No language model is configured, so this is quoted from what was found:',
        '\n\n> Rome is in Italy . [1]',
      ],
      text: expect.any(String),
      told: [1],
      end: {
        mode: 'extractive',
        citations: [{ n: 1, ...cited, start: 17, end: 45, text: 'Rome [3] is\nin Italy [[4]1].' }],
        droppedCitations: 0,
      },
    });
  });

  it.each([
    [
      'Where is Rome?',
      'Sorry, I found nothing about this here. Other words may help, or a file that says it. No language model is configured.',
    ],
    [
      'Wo liegt eigentlich die Hauptstadt?',
      'Dazu habe ich hier leider nichts gefunden. Vielleicht helfen andere Worte oder eine Datei, in der es steht. Es ist kein Sprachmodell eingerichtet.',
    ],
    [
      '¿Cuánto cuesta el billete?',
      'Lo siento, no encontré nada sobre esto aquí. Quizá ayuden otras palabras o un archivo que lo diga. No hay ningún modelo de lenguaje configurado.',
    ],
    ['罗马在哪里？', '抱歉，这里没有找到相关内容。可以换个说法，或发送一份提到它的文件。未配置语言模型。'],
    [
      '42?',
      'Sorry, I found nothing about this here. Other words may help, or a file that says it. No language model is configured.',
    ],
  ])('says in the language of "%s" that nothing was found', async (question, said) => {
    const end = { mode: 'extractive', citations: [], droppedCitations: 0 };
    expect(await written(writer, question, [])).toMatchObject({ text: said, told: [], end });
  });

  it('can be stopped', async () => {
    expect(await written(writer, 'Rome?', [passage], stopped())).toMatchObject({
      text: '',
      error: { code: 'aborted' },
    });
  });
});

describe('a reply for tests of clients', () => {
  const writer = new TestWriter();

  it('echoes and cites', async () => {
    expect(await written(writer, 'Rome?', [passage])).toMatchObject({
      text: 'You asked: Rome? [1]',
      told: [1],
      end: { mode: 'model', model: 'test', citations: [{ n: 1, start: 10, end: 45, text }], droppedCitations: 0 },
    });
    expect(await written(writer, 'Rome?', [])).toMatchObject({ text: 'You asked: Rome?', end: { citations: [] } });
  });

  it('refers to nothing', async () => {
    expect(await written(writer, 'test:bad-citation', [passage])).toMatchObject({
      text: 'One passage [1], and one that there is not.',
      end: { citations: [{ n: 1 }], droppedCitations: 1 },
    });
  });

  it('breaks off', async () => {
    const failed = await written(writer, 'please test:fail-midstream', [passage]);
    expect(failed).toMatchObject({ text: 'This answer breaks off', error: { code: 'model_interrupted' } });
  });

  it('is long', async () => {
    const { pieces, text: long } = await written(writer, 'test:long', [passage]);
    expect(long).toMatch(/^Word 1 word 2 .* word 2000 \[1\]\.$/);
    expect(pieces.length).toBeGreaterThan(2_000);
  });

  it('is slow, and can be stopped', async () => {
    const stop = new AbortController();
    const writing = writer.write({ question: 'test:slow', instructions: [], earlier: [], passages: [] }, stop.signal);
    expect(await writing.next()).toEqual({ done: false, value: 'Word 1' });
    stop.abort();
    await expect(writing.next()).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('the writer of replies', () => {
  const settings = {
    LLM_TIMEOUT_SECONDS: 120,
    LLM_CHUNK_TIMEOUT_SECONDS: 30,
    LLM_CONCURRENCY: 4,
    LLM_MAX_OUTPUT_TOKENS: 1_024,
    LLM_CONTEXT_CHARACTERS: 8_000,
  };

  it.each([
    [{}, ExtractiveWriter],
    [{ LLM_BASE_URL: 'test:' }, TestWriter],
    [{ LLM_BASE_URL: 'http://localhost:11434/v1', LLM_MODEL: 'm' }, ModelWriter],
  ])('with %j is a %p', async (given, kind) => {
    expect(await writerOf({ ...settings, ...given })).toBeInstanceOf(kind);
  });

  it('cannot be a model without a name', async () => {
    await expect(writerOf({ ...settings, LLM_BASE_URL: 'http://localhost' })).rejects.toThrow(
      'LLM_BASE_URL needs LLM_MODEL',
    );
  });
});
