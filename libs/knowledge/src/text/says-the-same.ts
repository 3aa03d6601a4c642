import { streamSafe } from './stream-safe.js';

/** Whether two texts are one in their letters and digits: a question asked before does not answer it. */
export function saysTheSame(a: string, b: string): boolean {
  // Looking closer at long texts would cost more than the rest of a search.
  return a.length <= 2 * b.length + 16 && b.length <= 2 * a.length + 16 && bare(a) === bare(b);
}

/** Whether a text is a part of a question, word by word: `mooring fees` does not say what the mooring fees are. */
export function isPartOf(text: string, question: string): boolean {
  if (text.length > question.length + 16) return false;
  const [part, whole] = [bare(text), bare(question)];
  return part !== '' && (` ${whole} `.includes(` ${part} `) || (SPACELESS.test(part) && whole.includes(part)));
}

/** Scripts that write words without spaces between them. */
const SPACELESS =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]{2,}$/u;

function bare(text: string): string {
  return streamSafe(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
