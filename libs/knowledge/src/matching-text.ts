import { streamSafe } from './stream-safe.js';

/** Scripts that write words without spaces between them. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

/**
 * Whatever is no letter, digit or apostrophe; but not a decimal point. PostgreSQL's parser would else take `read/write`
 * for a file, `and.then` for a host and `1-2` for a negative number.
 */
const SEPARATORS = /(?!(?<=\p{N})\.(?=\p{N}))[^\p{L}\p{M}\p{N}']+/gu;

/** To find words in a run takes time that grows with the square of its length. */
const PIECES = /.{1,500}/gsu;

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** A text as PostgreSQL's parser should see it: normalised by NFKC, nothing but words with spaces between them. */
export function matchingText(text: string, language: string): string {
  const normal = streamSafe(text).normalize('NFKC').replaceAll('’', "'");
  const folded = language === 'turkish' ? normal.toLocaleLowerCase('tr') : normal;
  return folded.replace(SPACELESS, spaced).replace(SEPARATORS, ' ');
}

function spaced(run: string): string {
  const pieces = run.match(PIECES) ?? [];
  return ` ${pieces.flatMap((piece) => Array.from(words.segment(piece), ({ segment }) => segment)).join(' ')} `;
}
