import { describe, expect, it } from '@jest/globals';
import { BACK_OFF, backOff, spread } from './back-off.js';

describe('back-off', () => {
  it.each([
    [0, 500],
    [1, 1_000],
    [2, 2_000],
    [5, 16_000],
    [6, 30_000],
    [5_000, 30_000],
  ])('after %i failures waits up to %i ms, and as little as nothing', (attempt, most) => {
    expect(backOff(attempt, BACK_OFF, 1)).toBe(most);
    expect(backOff(attempt, BACK_OFF, 0.5)).toBe(most / 2);
    expect(backOff(attempt, BACK_OFF, 0)).toBe(0);
  });

  it('spreads over all of the time between its bounds', () => {
    expect([0, 0.5, 1].map((random) => spread({ baseMs: 500, maxMs: 30_000 }, random))).toEqual([500, 15_250, 30_000]);
  });
});
