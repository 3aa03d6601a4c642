import { streamSafe } from '#libs/knowledge';

/** Scripts without spaces between words; of these two neighbouring characters make a term. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** Accents of Latin, Greek and Cyrillic letters; the vowel signs of Indic scripts are others and stay. */
const ACCENTS = /[\u0300-\u036F]/g;

const LEAST_PREFIX = 4;
const LEAST_SHARE = 0.6;

/** The different words of a text, without case and accents; single letters of alphabets, such as an English s, are none. */
export function termsOf(text: string): Set<string> {
  const normal = streamSafe(text)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(ACCENTS, '')
    .normalize('NFC');
  const pairs = normal.match(SPACELESS)?.flatMap((run) => pairsOf(Array.from(run))) ?? [];
  const words = normal.replaceAll(SPACELESS, ' ').match(WORD) ?? [];
  return new Set([...pairs, ...words.filter((word) => word.length > 1 || /\p{N}/u.test(word))]);
}

/** Whether two words are forms of one: the first four characters or more, and 60 % of the longer, are the same. */
export function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const least = Math.max(LEAST_PREFIX, Math.ceil(LEAST_SHARE * Math.max(a.length, b.length)));
  return a.length >= least && b.length >= least && a.slice(0, least) === b.slice(0, least) && !/\p{N}/u.test(a + b);
}

function pairsOf(characters: readonly string[]): string[] {
  if (characters.length === 1) return [...characters];
  return characters.slice(1).map((character, nth) => `${characters[nth]}${character}`);
}
