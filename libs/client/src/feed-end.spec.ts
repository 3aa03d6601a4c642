import { describe, expect, it } from '@jest/globals';
import { type FeedEnd, feedEndOf, reconnectDelay } from './feed-end.js';

const BOUNDS = { backOff: { baseMs: 100, maxMs: 10_000 }, restart: { baseMs: 500, maxMs: 30_000 } };

describe('the end of a feed', () => {
  it.each<[number, FeedEnd]>([
    [4401, 'expired'],
    [4408, 'slow'],
    [1012, 'restart'],
    [1000, 'lost'],
    [1006, 'lost'],
    [1011, 'lost'],
  ])('by code %i is %s', (code, end) => {
    expect(feedEndOf(code)).toBe(end);
  });

  it.each<[FeedEnd, attempt: number, longest: number]>([
    ['expired', 0, 0],
    ['expired', 1, 200],
    ['slow', 0, 0],
    ['slow', 3, 800],
    ['restart', 0, 30_000],
    ['refused', 0, 100],
    ['lost', 0, 100],
    ['lost', 2, 400],
  ])('%s, %i times in a row: the next one within %i ms', (end, attempt, longest) => {
    expect(reconnectDelay(end, attempt, BOUNDS, 1)).toBe(longest);
  });
});
