import type { Turn } from './writer.js';

/**
 * The newest turns that fit, oldest first and without a gap: the first that does not fit ends it. Empty ones count
 * for nothing.
 * @param newestFirst as they are fetched
 * @param characters that all of them may have together, in code points
 */
export function recentTurns(newestFirst: readonly Turn[], characters: number): Turn[] {
  const fitting: Turn[] = [];
  let left = characters;
  for (const turn of newestFirst) {
    left -= Array.from(turn.content).length;
    if (left < 0) break;
    if (turn.content.trim() !== '') fitting.unshift(turn);
  }
  return fitting;
}
