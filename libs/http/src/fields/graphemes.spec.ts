import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutBetweenGraphemes, showsSomething } from './graphemes.js';
import { characters } from './text.js';

const graphemes = (text: string) =>
  Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);

describe('cutBetweenGraphemes', () => {
  it.each([
    ['', ''],
    ['abcde', 'abcde'],
    ['abcdef', 'abcde'],
    ['abcde\u0301', 'abcd'],
    ['abcd\u0301e', 'abcd\u0301'],
    ['abc👩‍👩‍👧', 'abc'],
    ['👩‍👩‍👧abc', '👩‍👩‍👧'],
    ['abcd👍🏽', 'abcd'],
    ['🇨🇭🇩🇪🇫🇷', '🇨🇭🇩🇪'],
    ['abcd\r\n', 'abcd'],
    ['\u1100\u1161\u11a8\u1100\u1161\u11a8', '\u1100\u1161\u11a8'],
    ['a\u0301\u0301\u0301\u0301\u0301\u0301', 'a\u0301\u0301\u0301\u0301'],
  ])('of %j is %j', (text, cut) => {
    expect(cutBetweenGraphemes(text, 5)).toBe(cut);
  });

  const pieces = fc.constantFrom(
    'a',
    ' ',
    'e\u0301',
    '👍🏽',
    '👩‍👩‍👧',
    '🇨🇭',
    '\u0301',
    '\u200d',
    '각',
    '\ufe0f',
    '😀',
    '\r\n',
  );

  it('is as many whole graphemes as there is room for, of any text', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (parts, most) => {
        const [text, cut] = [parts.join(''), cutBetweenGraphemes(parts.join(''), most)];
        let expected = '';
        for (const grapheme of graphemes(text)) {
          if (characters(expected + grapheme) > most) break;
          expected += grapheme;
        }
        expect(cut).toBe(expected === '' ? Array.from(text).slice(0, most).join('') : expected);
      }),
    );
  });
});

describe('showsSomething', () => {
  it.each(['a', ' .', '\u200b1', '👍', '\u0301', '\u0600', '值'])('sees %j', (text) => {
    expect(showsSomething(text)).toBe(true);
  });

  it.each([
    '',
    ' \t\n',
    '\u200b\u200d\ufeff',
    '\u00ad',
    '\ufe0f',
    '\u2028\u00a0',
    '\u3164',
    '\u2800',
    '\u{e0020}',
    '\u0007',
  ])('sees nothing in %j', (text) => {
    expect(showsSomething(text)).toBe(false);
  });
});
