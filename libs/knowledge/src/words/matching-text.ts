import { folded } from './folded.js';
import { isFunctionWord } from '../languages/function-words.js';
import { plainText } from '../text/plain-text.js';

/** Scripts that write words without spaces between them. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

/**
 * Every character but letters, digits, apostrophes and decimal points. Otherwise PostgreSQL's parser takes `read/write`
 * for a file, `and.then` for a host and `1-2` for a negative number.
 */
const SEPARATORS = /(?!(?<=\p{N})\.(?=\p{N}))[^\p{L}\p{M}\p{N}']+/gu;

/** To find words in a run takes time that grows with the square of its length. */
const PIECES = /.{1,500}/gsu;

/** Letters of the scripts that have marks to leave out: words without any are folded as they are. */
const FOLDING = /[\u00c0-\u024f\u0370-\u03ff\u0401\u0451\u0591-\u06ff\u1e00-\u1fff]/u;
const CAPITALISED = /(?<![\p{L}\p{M}\p{N}'])\p{Lu}[\p{L}\p{M}]+/gu;

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** A text as its terms are made of it. */
export interface Matching {
  /** The text as PostgreSQL's parser should see it: only words, with spaces between them. */
  readonly words: string;
  /** Those of its words that are written otherwise without their marks, so written. */
  readonly folded: string;
  /** Function words that begin with a capital, as they stand: one of them may be a name, such as Will, or IT. */
  readonly names: readonly string[];
}

export function matchingOf(text: string, language: string): Matching {
  const plain = plainText(text);
  const matching = separated(plain, language);
  const marked = FOLDING.test(matching)
    ? matching.split(' ').filter((word) => FOLDING.test(word) && !isFunctionWord(word.toLowerCase(), language))
    : [];
  return {
    words: matching,
    folded: marked.flatMap((word) => foldedWord(word) ?? []).join(' '),
    names: (plain.match(CAPITALISED) ?? []).filter((word) => isFunctionWord(word.toLowerCase(), language)),
  };
}

/** A word without its marks; undefined when it has none. */
export function foldedWord(word: string): string | undefined {
  const bare = folded(word);
  return bare === word.toLowerCase().normalize('NFC') ? undefined : bare;
}

/** The words of a text with spaces between them; Turkish letters are lowered as Turkish has them. */
export function separated(plain: string, language: string): string {
  const lowered = language === 'tr' ? plain.toLocaleLowerCase('tr') : plain;
  return lowered.replace(SPACELESS, spaced).replace(SEPARATORS, ' ');
}

function spaced(run: string): string {
  const pieces = run.match(PIECES) ?? [];
  return ` ${pieces.flatMap((piece) => Array.from(words.segment(piece), ({ segment }) => segment)).join(' ')} `;
}
