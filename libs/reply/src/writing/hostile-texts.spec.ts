import { describe, it } from '@jest/globals';
import { expectLinearCost, repeated } from '../../../../test/support/linear-cost.js';
import { CitationFilter } from './citation-filter.js';

const filter = (text: string) => {
  const filtered = new CitationFilter([]);
  for (const character of text) filtered.push(character);
  filtered.end();
};

describe('a text that somebody made to cost much', () => {
  const cases: [name: string, work: (text: string) => unknown, hostile: string][] = [
    ['a reference without an end, filtered', filter, `[${repeated('1,', 40_000)}`],
    ['backticks, filtered', filter, repeated('`a', 40_000)],
  ];

  // Each took a hundred times as long, or did not end, while its time grew with the square of its length.
  it.each(cases)('costs as much as its length: %s', (_name, work, hostile) => expectLinearCost(work, hostile));
});
