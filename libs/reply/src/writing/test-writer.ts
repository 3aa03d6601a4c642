import { setTimeout as delay } from 'node:timers/promises';
import { TokenMeter } from './token-meter.js';
import { verified } from './verified.js';
import type { Assignment, Citation, Writer, Written } from './writer.js';
import { stopped, WritingFailed } from './writing-failed.js';

/** Between two words of a slow answer, in ms; it has 30 of them. */
const SLOW_MS = 100;

const LONG_WORDS = 2_000;

/**
 * Answers without a model or a network, always alike, for tests of clients. A question that contains `test:slow` gets
 * its answer in three seconds, word by word; `test:fail-midstream` breaks off after some text; `test:bad-citation`
 * refers to passages that there are not; `test:long` has 2,000 words.
 */
export class TestWriter implements Writer {
  async *write(
    { question, passages }: Assignment,
    signal: AbortSignal,
    onCitation?: (citation: Citation) => void,
    meter = new TokenMeter(),
  ): AsyncGenerator<string, Written, undefined> {
    const citing = passages.length > 0 ? ' [1]' : '';
    const { citations, droppedCitations } = yield* verified(
      said(question, citing, signal, meter),
      passages,
      onCitation,
    );
    return { mode: 'model', model: 'test', citations, droppedCitations };
  }
}

async function* said(
  question: string,
  citing: string,
  signal: AbortSignal,
  meter: TokenMeter,
): AsyncGenerator<string, void, undefined> {
  meter.asked([question]);
  const isSlow = question.includes('test:slow');
  for (const word of answer(question, citing)) {
    if (isSlow) await delay(SLOW_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw stopped();
    meter.wrote(word);
    yield word;
  }
  if (question.includes('test:fail-midstream')) throw new WritingFailed('model_interrupted', 'The answer broke off.');
}

function answer(question: string, citing: string): string[] {
  if (question.includes('test:fail-midstream')) return ['This answer', ' breaks', ' off'];
  if (question.includes('test:bad-citation'))
    return ['One passage', citing, ', and one that there is not', ' [99]', '.'];
  if (question.includes('test:slow')) return words(30, citing);
  if (question.includes('test:long')) return words(LONG_WORDS, citing);
  return ['You asked: ', question, citing];
}

function words(count: number, citing: string): string[] {
  return [...Array.from({ length: count }, (_none, nth) => (nth === 0 ? 'Word 1' : ` word ${nth + 1}`)), citing, '.'];
}
