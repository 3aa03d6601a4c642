import { describe, it } from '@jest/globals';
import { expectLinearCost, MARKS, repeated } from '../../../test/support/linear-cost.js';
import { matchingOf } from './words/matching-text.js';
import { readSentence } from './languages/speech-act.js';
import { saysTheSame } from './text/says-the-same.js';
import { splitPassages } from './text/split-passages.js';

const split = (text: string) => void Array.from(splitPassages(text));

describe('a text that somebody made to cost much', () => {
  const cases: [name: string, work: (text: string) => unknown, hostile: string][] = [
    ['many sentences, split', split, repeated('One two three four five six. ')],
    ['many pairs of surrogates, split', split, repeated('😀 one two three. ')],
    ['a line of ideographs alone, matched', (text) => matchingOf(text, 'en'), repeated('订单')],
    ['marks upon marks, matched', (text) => matchingOf(text, 'en'), MARKS],
    ['one long sentence, read', (text) => readSentence(text, 'en'), repeated('please and ')],
    ['marks upon marks, compared', (text) => saysTheSame(text, `${text}.`), MARKS],
  ];

  // Each took a hundred times as long, or did not end, while its time grew with the square of its length.
  it.each(cases)('costs as much as its length: %s', (_name, work, hostile) => expectLinearCost(work, hostile));
});
