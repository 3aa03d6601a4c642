import { describe, expect, it } from '@jest/globals';
import { matchingText } from './matching-text.js';

describe('matchingText', () => {
  it.each([
    ['words between signs', 'read/write (and.then) snake_case', 'english', 'read write and then snake case'],
    ['decimal points', 'from 3.5 to 1-2, v1.', 'english', 'from 3.5 to 1 2 v1 '],
    ['apostrophes of either kind', "don’t l'eau", 'french', "don't l'eau"],
    ['full-width letters', 'ＡＢＣ１', 'simple', 'ABC1'],
    ['the Turkish dotless i', 'ISPARTA İzmir', 'turkish', 'ısparta izmir'],
    ['words without spaces between them', '发票付款', 'english', ' 发票 付款 '],
    ['Latin words among them', '用PostgreSQL付款', 'english', ' 用 PostgreSQL 付款 '],
  ])('shows PostgreSQL only words: %s', (_what, text, language, expected) => {
    expect(matchingText(text, language)).toBe(expected);
  });
});
