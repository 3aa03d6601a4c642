import { describe, expect, it } from '@jest/globals';
import { readableLine, readableText } from './readable-text.js';

describe('text as a person would read it', () => {
  it.each([
    ['control characters', 'a\0b\u0007c\u001B[31md\u007Fe\u0085f', 'abc[31mdef'],
    ['bidirectional characters', 'pay \u202Eeur 5\u202C \u2066x\u2069\u200F\u061C', 'pay eur 5 x'],
    ['zero-width characters', 'ig\u200Bno\u2060re\uFEFF th\u00ADis', 'ignore this'],
    ['tags and variation selectors that spell', 'a\u{E0069}\u{E0067}b\u{E0101}c\uFE01', 'abc'],
    ['joiners between letters that do not join', 'ig\u200Dno\u200Cre', 'ignore'],
    ['a second joiner', 'می\u200C\u200Cخواهم', 'می\u200Cخواهم'],
    ['halves of characters', 'a\uD83Db', 'ab'],
  ])('has no %s', (_what, text, readable) => {
    expect(readableText(text)).toBe(readable);
  });

  it.each([
    ['emoji', '👩‍👩‍👧 👩🏽‍🚀 ❤️ 🏳️‍🌈'],
    ['Persian and Hindi words', 'می‌خواهم क्‍ष क्‌ष'],
    ['accents, Han, and white space', 'e\u0301 é 漢字\n\tx y'],
  ])('keeps %s', (_what, text) => {
    expect(readableText(text)).toBe(text);
  });

  it('has line feeds for every line break', () => {
    expect(readableText('a\r\nb\rc\u2028d\u2029e')).toBe('a\nb\nc\nd\ne');
  });

  it('is one line of at most 200 characters for a name', () => {
    expect(readableLine(' a\r\n\tb\u202E.pdf ')).toBe('a b.pdf');
    expect(readableLine('😀'.repeat(300))).toBe('😀'.repeat(200));
  });
});
