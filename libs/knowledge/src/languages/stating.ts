import { readSentence } from './speech-act.js';

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const LETTER = /[\p{L}\p{N}]/u;

/** A part of a text, in UTF-16 code units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The stretches of a message that state something. What somebody asks, wants to be told, or says to greet and to thank
 * is no evidence of anything, though it has all the words that somebody else will ask with.
 */
export function statingStretches(text: string, language: string): Stretch[] {
  const stretches: { start: number; end: number }[] = [];
  let isOpen = false;
  for (const { segment, index } of sentences.segment(text)) {
    const begins = segment.length - segment.trimStart().length;
    const end = index + segment.trimEnd().length;
    if (!LETTER.test(segment)) continue;
    const states = readSentence(segment, language).act === 'statement';
    const last = stretches.at(-1);
    if (states && isOpen && last !== undefined) last.end = end;
    else if (states) stretches.push({ start: index + begins, end });
    isOpen = states;
  }
  return stretches;
}
