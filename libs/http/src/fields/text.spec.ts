import { describe, expect, it } from '@jest/globals';
import { characters, hasAtLeast, hasAtMost, hasControlCharacter, isStorable } from './text.js';

describe('characters', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 2],
    ['你好', 2],
    ['😀', 1],
    ['😀a😀', 3],
    ['👍🏽', 2],
    ['👩‍👩‍👧', 5],
    ['🇨🇭', 2],
    ['\ud7ff\ue000\uffff', 3],
    ['\u{10000}\u{10ffff}', 2],
    ['a\u0000b', 3],
  ])('of %j are %i', (text, count) => {
    expect(characters(text)).toBe(count);
    expect(characters(text)).toBe(Array.from(text).length);
  });
});

describe.each(['', 'a', 'ab', '😀', 'a😀', '😀😀', '😀a😀', 'a'.repeat(5), '😀'.repeat(5)])('bounds of %j', (text) => {
  it.each([0, 1, 2, 3, 4, 5, 6])('are as counted: %i', (bound) => {
    expect(hasAtMost(bound, text)).toBe(characters(text) <= bound);
    expect(hasAtLeast(bound, text)).toBe(characters(text) >= bound);
  });
});

describe('isStorable', () => {
  it.each(['', 'abc', '😀', '\u0001', '\ufffd', '\uffff', '\u{10ffff}'])('takes %j', (text) => {
    expect(isStorable(text)).toBe(true);
  });

  it.each(['\u0000', 'a\u0000', '\ud83d', '\ude00', 'a\ud83d', '\ud83dx', '\ude00\ud83d', '😀\ud83d'])(
    'refuses %j',
    (text) => {
      expect(isStorable(text)).toBe(false);
    },
  );
});

describe('hasControlCharacter', () => {
  it.each(['\u0000', 'a\tb', 'a\n', '\u001f', '\u007f', '\u0080', '\u009f'])('finds one in %j', (text) => {
    expect(hasControlCharacter(text)).toBe(true);
  });

  it.each(['', 'a b', '\u00a0', '\u200b', '\u202e', '😀'])('finds none in %j', (text) => {
    expect(hasControlCharacter(text)).toBe(false);
  });
});
