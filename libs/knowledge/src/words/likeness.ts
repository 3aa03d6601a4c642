import { folded } from './folded.js';

/** What a word counts in another form than the one that is asked for. */
export const OTHER_FORM = 0.8;

/** Words that begin alike are likely forms of one: they share this many letters, and this part of the longer one. */
const LEAST_LETTERS = 4;
const LEAST_SHARE = 0.6;

const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * How much a text, given as words with spaces between them, has of a word: 1 as it is written, but for marks;
 * {@link OTHER_FORM} where one of its words begins like it, which tells forms that no stemmer brings together
 * (`invention`, `invented`); else 0.
 */
export function likenessIn(text: string): (word: string) => number {
  const words = folded(text).split(' ');
  const all = new Set(words);
  const run = words.join('');
  return (asked) => {
    const word = folded(asked);
    if (word === '') return 0;
    // A segmenter parts the same characters otherwise in other company.
    if (all.has(word) || (SPACELESS.test(word) && run.includes(word))) return 1;
    return words.some((each) => beginAlike(each, word)) ? OTHER_FORM : 0;
  };
}

function beginAlike(a: string, b: string): boolean {
  const least = Math.max(LEAST_LETTERS, Math.ceil(LEAST_SHARE * Math.max(a.length, b.length)));
  return Math.min(a.length, b.length) >= least && a.slice(0, least) === b.slice(0, least) && !/\p{N}/u.test(a + b);
}
