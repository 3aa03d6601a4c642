import { plainText } from '../text/plain-text.js';

/** Languages without spaces between words, or that put into the ends of words what others have words for. */
export const READ_BY_LETTER: ReadonlySet<string> = new Set(['ja', 'zh', 'ko', 'th', 'lo', 'km', 'my']);

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * The words of a sentence in lower case; of a language that is read by letter, those. Apostrophes and hyphens part words,
 * so that `what's` and `whats` differ only by a word.
 */
export function plainWords(text: string, language: string): string[] {
  const words = plainText(text).toLowerCase().match(WORD) ?? [];
  return READ_BY_LETTER.has(language) ? words.flatMap((word) => Array.from(word)) : words;
}
