import { folded } from './folded.js';

/** How German and its neighbours write letters where the keyboard has none of them, in both directions. */
const TWO_LETTERS = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['ß', 'ss'],
  ['ø', 'oe'],
  ['å', 'aa'],
]);
const MARKED = /[äöüßøå]/g;
/** In `neue` and `queue` the two are no umlaut. */
const UNMARKED = /(?<![aeiouq])(?:([ao])e|(u)e)/g;
/** Plurals that the French stemmer leaves as they are. */
const FRENCH_PLURAL = /[aiou]s?$/;

/** How else a word, in lower case, may be written in a text. */
export interface OtherSpellings {
  /** As they are. */
  readonly words: readonly string[];
  /** Without their marks, of words that have some. */
  readonly folded: readonly string[];
}

export function otherSpellings(word: string, language: string): OtherSpellings {
  const words: string[] = [];
  const plain = word.normalize('NFC').replaceAll(MARKED, (letter) => TWO_LETTERS.get(letter) ?? letter);
  if (plain !== word) words.push(plain);
  if (language === 'fr' && word.length > 3 && FRENCH_PLURAL.test(word))
    words.push(word.endsWith('s') ? word.slice(0, -1) : `${word}s`);
  const bare = folded(word).replaceAll(UNMARKED, '$1$2');
  return { words, folded: bare === folded(word) ? [] : [bare] };
}
