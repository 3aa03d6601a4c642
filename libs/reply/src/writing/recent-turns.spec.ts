import { describe, expect, it } from '@jest/globals';
import { recentTurns } from './recent-turns.js';

const turn = (content: string) => ({ isUser: true, content });

describe('recent turns', () => {
  it.each([
    [['c', 'b', 'a'], 3, ['a', 'b', 'c']],
    [['c', 'b', 'a'], 2, ['b', 'c']],
    [['c', 'too long', 'a'], 4, ['c']],
    [['😀😀', 'b'], 3, ['b', '😀😀']],
    [['c', ' ', '', 'a'], 3, ['a', 'c']],
    [['c'], 0, []],
    [[], 5, []],
  ])('of %j, within %i characters, are %j', (newestFirst, characters, kept) => {
    expect(recentTurns(newestFirst.map(turn), characters)).toEqual(kept.map(turn));
  });
});
