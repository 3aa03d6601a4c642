import { describe, expect, it } from '@jest/globals';
import { phraseShares } from './turns-of-phrase.js';

describe('how much of what a question says in a row a text says in a row', () => {
  it.each([
    ['the same words apart are less', 'phí neo đậu', ['Phí neo đậu là 12 euro.', 'Neo nặng, phí gửi xe đậu.'], [1, 0]],
    ['forms of a word are one', 'стоимость швартовки судна', ['Стоимостью швартовка суднa.', 'Судно.'], [1, 0]],
    [
      'what few have counts more',
      'the harbour fee of Kiel',
      ['the harbour fee', 'fee of Kiel', 'the harbour'],
      undefined,
    ],
    ['characters in a row, without spaces', '停泊费用', ['停泊费用是十二欧元', '停车费'], [1, 0]],
  ])('%s', (_what, question, texts, expected) => {
    const shares = phraseShares(question, texts);
    if (expected !== undefined) expect(shares).toEqual(expected);
    else expect(shares?.[1]).toBeGreaterThan(shares?.[0] ?? 1);
  });

  it('is unknown where no text has any', () => {
    expect(phraseShares('harbour fee', ['a fee in the harbour'])).toBeUndefined();
    expect(phraseShares('fee', ['a fee'])).toBeUndefined();
  });
});
