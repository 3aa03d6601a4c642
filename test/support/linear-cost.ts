import { expect } from '@jest/globals';

const SIZE = 400_000;

export const repeated = (unit: string, size = SIZE) => unit.repeat(size / unit.length);

/** Unicode's marks, which normalising puts into order. */
export const MARKS = repeated('\u0301\u0316');

const WORDS = repeated('word '.repeat(20) + '\n');

/** A text that somebody made to cost much costs about as much as harmless words of its length. */
export function expectLinearCost(work: (text: string) => unknown, hostile: string): void {
  const harmless = least(work, WORDS.slice(0, hostile.length));
  expect(least(work, hostile)).toBeLessThan(30 * harmless + 500);
}

/** The least of three, in ms. */
const least = (work: (text: string) => unknown, text: string): number =>
  Math.min(
    ...[0, 1, 2].map(() => {
      const begin = performance.now();
      work(text);
      return performance.now() - begin;
    }),
  );
