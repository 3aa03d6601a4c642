import { idf } from '#libs/knowledge';

/** Of a question, in UTF-16 code units. */
const LONGEST = 2_000;

/** In characters: forms of one word share at least their first four. */
const STEM = 4;

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** Scripts without spaces between words, and how many characters in a row say as much as two words. */
const SPACELESS = [
  { script: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u, characters: 3 },
  { script: /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u, characters: 6 },
] as const;

/**
 * The share of a question's pairs of neighbouring words that each text has, the pairs that fewer texts have counting more;
 * undefined where none has any. Where each syllable is written as a word, or a word has many meanings, single ones are in
 * many texts that are about something else.
 */
export function phraseShares(question: string, texts: readonly string[]): readonly number[] | undefined {
  const spaceless = SPACELESS.find(({ script }) => script.test(question));
  const pieces = (text: string) => piecesOf(text, spaceless !== undefined);
  const asked = pieces(question.slice(0, LONGEST));
  const length = spaceless?.characters ?? 2;
  const phrases = new Set(asked.slice(length - 1).map((_, nth) => ` ${asked.slice(nth, nth + length).join(' ')} `));
  const read = texts.map((text) => ` ${pieces(text).join(' ')} `);
  const shares = texts.map(() => 0);
  let total = 0;
  for (const phrase of phrases) {
    const having = read.flatMap((text, nth) => (text.includes(phrase) ? [nth] : []));
    const weight = having.length > 0 ? idf(texts.length, having.length) : 0;
    total += weight;
    for (const nth of having) shares[nth] = (shares[nth] ?? 0) + weight;
  }
  return total > 0 ? shares.map((share) => share / total) : undefined;
}

function piecesOf(text: string, isSpaceless: boolean): string[] {
  const words = text.normalize('NFC').toLowerCase().match(WORD) ?? [];
  return isSpaceless ? words.flatMap((word) => Array.from(word)) : words.map((word) => word.slice(0, STEM));
}
