import { describe, expect, it } from '@jest/globals';
import { drawBoundary } from './boundary.js';

describe('a boundary', () => {
  it('occurs in none of the texts', () => {
    const draws = ['aa', 'bb', 'cc'];
    expect(drawBoundary(['x aa y', 'bb'], () => draws.shift() ?? 'none left')).toBe('cc');
  });

  it('is another each time, and nobody could guess it', () => {
    const drawn = [drawBoundary([]), drawBoundary([])];
    expect(drawn).toEqual([expect.stringMatching(/^[\da-f]{24}$/), expect.stringMatching(/^[\da-f]{24}$/)]);
    expect(drawn[0]).not.toBe(drawn[1]);
  });
});
