import { describe, expect, it } from '@jest/globals';
import { matchingText } from './knowledge/matching-text.js';
import { saysTheSame } from './knowledge/says-the-same.js';
import { splitPassages } from './knowledge/split-passages.js';
import { CitationFilter } from './writing/citation-filter.js';
import { termsOf } from './writing/terms.js';

const SIZE = 400_000;
const of = (unit: string, size = SIZE) => unit.repeat(size / unit.length);
const WORDS = of('word '.repeat(20) + '\n');
const MARKS = of('\u0301\u0316');

const split = (text: string) => void Array.from(splitPassages(text));
const filter = (text: string) => {
  const filtered = new CitationFilter([]);
  for (const character of text) filtered.push(character);
  filtered.end();
};

/** The least of three, in ms. */
const least = (work: (text: string) => unknown, text: string): number =>
  Math.min(
    ...[0, 1, 2].map(() => {
      const begin = performance.now();
      work(text);
      return performance.now() - begin;
    }),
  );

describe('a text that somebody made to cost much', () => {
  const cases: [name: string, work: (text: string) => unknown, hostile: string][] = [
    ['many sentences, split', split, of('One two three four five six. ')],
    ['many pairs of surrogates, split', split, of('😀 one two three. ')],
    ['a line of nothing but ideographs, matched', (text) => matchingText(text, 'english'), of('订单')],
    ['marks upon marks, matched', (text) => matchingText(text, 'english'), MARKS],
    ['marks upon marks, as terms', termsOf, MARKS],
    ['marks upon marks, compared', (text) => saysTheSame(text, `${text}.`), MARKS],
    ['a reference without an end, filtered', filter, `[${of('1,', 40_000)}`],
    ['backticks, filtered', filter, of('`a', 40_000)],
  ];

  // Each took a hundred times as long, or did not end, while its time grew with the square of its length.
  it.each(cases)('costs as much as its length: %s', (_name, work, hostile) => {
    const harmless = least(work, WORDS.slice(0, hostile.length));
    expect(least(work, hostile)).toBeLessThan(30 * harmless + 500);
  });
});
