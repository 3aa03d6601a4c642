import { describe, expect, it } from '@jest/globals';
import { Trouble } from './trouble.js';

const patience = { giveUpAfter: 60_000, steady: 10_000, firstPause: 100, longestPause: 4_000 };

describe('trouble with a server', () => {
  it('has it wait twice as long each time, up to a limit', () => {
    const trouble = new Trouble(patience);
    const pauses = Array.from({ length: 8 }, (_, i) => trouble.next(i * 1_000, 0));
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 4_000, 4_000]);
  });

  it('ends when it has lasted too long, though the server was up now and then', () => {
    const trouble = new Trouble(patience);
    expect(trouble.next(0, 3_600_000)).toBe(100);
    expect(trouble.next(59_999, 9_999)).toBe(200);
    expect(trouble.next(60_000, 9_999)).toBeUndefined();
    expect(trouble.failures).toBe(3);
  });

  it('is over when the server was up for long enough', () => {
    const trouble = new Trouble(patience);
    for (let day = 0; day < 100; day++) expect(trouble.next(day * 86_400_000, 86_000_000)).toBe(100);
  });
});
