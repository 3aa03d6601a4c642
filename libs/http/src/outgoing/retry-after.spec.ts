import { describe, expect, it } from '@jest/globals';
import { retryAfter } from './retry-after.js';

describe('how long a server asks to wait', () => {
  it.each([
    [undefined, undefined],
    ['0', 0],
    ['120', 120],
    ['Thu, 01 Jan 1970 00:01:40 GMT', 90],
    ['Thursday, 01-Jan-70 00:01:40 GMT', 90],
    ['Thu Jan  1 00:01:40 1970', 90],
    ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    // Dates to `Date.parse`, but none of HTTP.
    ['1.5', undefined],
    ['-1', undefined],
    ['1970-01-01', undefined],
  ])('takes Retry-After %s for %s seconds', (header, seconds) => {
    expect(retryAfter(header, 10_000)).toBe(seconds);
  });
});
