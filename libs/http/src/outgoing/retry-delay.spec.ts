import { describe, expect, it } from '@jest/globals';
import { retryDelay } from './retry-delay.js';

describe('the delay before the model is asked again', () => {
  it.each([
    [true, undefined, 0, 0, 0],
    [true, undefined, 0, 0.5, 250],
    [true, undefined, 1, 0.5, 500],
    [true, undefined, 2, 0.5, undefined],
    [true, 3, 0, 0.5, 3_000],
    [true, 20, 0, 0.5, 20_000],
    [true, 21, 0, 0.5, undefined],
    [false, undefined, 0, 0.5, undefined],
  ])('passing: %s, Retry-After: %s, attempt %i, random %d: %s ms', (isPassing, retryAfter, attempt, random, ms) => {
    expect(retryDelay({ isPassing, retryAfter }, attempt, random)).toBe(ms);
  });
});
