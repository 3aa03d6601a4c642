import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { storableText, tidyText } from './tidy-text.js';

describe('storableText', () => {
  it.each([
    ['a\0b\0', 'ab'],
    ['\ud83dx\ude00', '\ufffdx\ufffd'],
    ['😀', '😀'],
    ['a\r\nb\rc\n', 'a\nb\nc\n'],
    ['\ud83d\0\ude00', '😀'],
  ])('of %j is %j', (text, stored) => {
    expect(storableText(text)).toBe(stored);
  });

  it('can be stored, and stays as it is then', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\0', '\r', '\n', 'a', '\ud83d', '\ude00') }), (text) => {
        const stored = storableText(text);
        expect(stored).not.toMatch(/[\0\r]/);
        expect(stored.isWellFormed()).toBe(true);
        expect(storableText(stored)).toBe(stored);
      }),
    );
  });
});

describe('tidyText', () => {
  it.each([
    ['  a  \n\n \n\t\nb\u00a0\nc', 'a\n\nb\nc'],
    ['a\n  b', 'a\n  b'],
    [' \n ', ''],
  ])('of %j is %j', (text, tidy) => {
    expect(tidyText(text)).toBe(tidy);
  });
});
