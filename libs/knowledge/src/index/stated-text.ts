import { codePointCounter } from '../text/code-points.js';
import { statingStretches } from '../languages/stating.js';
import { type PassageSlice, splitPassages } from '../text/split-passages.js';

/** A longer message is a document that somebody put into the chat: its questions are part of it, in UTF-16 code units. */
const LONGEST_SAID = 2_400;

/** The passages of a message: of one of usual length, the sentences that state something. */
export function* statedPassages(text: string, language: string): Generator<PassageSlice> {
  const stretches = text.length > LONGEST_SAID ? [{ start: 0, end: text.length }] : statingStretches(text, language);
  const [only] = stretches;
  const isWhole = stretches.length === 1 && only !== undefined && text.slice(only.start, only.end) === text.trim();
  if (text.length > LONGEST_SAID || isWhole) return yield* splitPassages(text);
  const toCodePoints = codePointCounter(text);
  for (const stretch of stretches) {
    const offset = toCodePoints(stretch.start);
    for (const { start, end, ...slice } of splitPassages(text.slice(stretch.start, stretch.end)))
      yield { ...slice, start: offset + start, end: offset + end };
  }
}
