import { describe, expect, it } from '@jest/globals';
import { isReaction } from './reaction-text.js';

describe('isReaction', () => {
  it.each(['👍', '❤️', '👩‍👩‍👧‍👦', ':+1:', 'a/b', '%', '__proto__', '...', 'ab'.repeat(32), '🎉'.repeat(16)])(
    'takes %j',
    (text) => {
      expect(isReaction(text)).toBe(true);
    },
  );

  it.each([
    '',
    '.',
    '..',
    ' ',
    'a b',
    'a\u00a0b',
    '\u0000',
    '\u0085',
    '\ud83d',
    'x'.repeat(65),
    '🎉'.repeat(16) + 'x',
    7,
    null,
  ])('refuses %j', (text) => {
    expect(isReaction(text)).toBe(false);
  });
});
