import { streamSafe } from './stream-safe.js';

/** Whether two texts are one in their letters and digits: a question asked before does not answer it. */
export function saysTheSame(a: string, b: string): boolean {
  // Looking closer at long texts would cost more than the rest of a search.
  return a.length <= 2 * b.length + 16 && b.length <= 2 * a.length + 16 && bare(a) === bare(b);
}

function bare(text: string): string {
  return streamSafe(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
