import { expect } from '@jest/globals';

const SIZE = 400_000;

export const repeated = (unit: string, size = SIZE) => unit.repeat(size / unit.length);

/** Unicode's marks, which normalising puts into order. */
export const MARKS = repeated('\u0301\u0316');

const WORDS = repeated('word '.repeat(20) + '\n');

/** A text that somebody made to cost much costs about as much CPU as harmless words of its length, in the same run. */
export function expectLinearCost(work: (text: string) => unknown, hostile: string): void {
  const harmless = least(work, WORDS.slice(0, hostile.length));
  expect(least(work, hostile)).toBeLessThan(30 * harmless + 500);
}

/** CPU of this process, in ms: the least of three, which other processes do not lengthen. */
const least = (work: (text: string) => unknown, text: string): number =>
  Math.min(
    ...[0, 1, 2].map(() => {
      const begun = process.cpuUsage();
      work(text);
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / 1_000;
    }),
  );
