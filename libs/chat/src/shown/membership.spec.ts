import { describe, expect, it } from '@jest/globals';
import { wasThere } from './membership.js';

describe('a membership', () => {
  it.each([
    ['{[1,)}', 1, true],
    ['{[1,)}', 900, true],
    ['{[1,5),[9,)}', 4, true],
    ['{[1,5),[9,)}', 5, false],
    ['{[1,5),[9,)}', 8, false],
    ['{[1,5),[9,)}', 9, true],
    ['{[1,5)}', 7, false],
    ['{(,5)}', 4, true],
    ['{}', 4, false],
  ])('%s includes %s: %s', (membership, id, expected) => {
    expect(wasThere(membership, id)).toBe(expected);
  });
});
