import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from './retry-after.js';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 37);
const LONGEST = 300_000;

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['1', 1_000],
    ['120', 120_000],
    ['300', LONGEST],
    ['301', LONGEST],
    ['9'.repeat(400), LONGEST],
    ['Sun, 06 Nov 1994 08:50:07 GMT', 30_000],
    ['Sunday, 06-Nov-94 08:50:07 GMT', 30_000],
    ['Sun Nov  6 08:50:07 1994', 30_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Sun, 06 Nov 1994 08:49:36 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', LONGEST],
  ])('of %s is %d ms', (header, ms) => {
    expect(retryAfterMs(new Headers({ 'retry-after': header }), NOW)).toBe(ms);
  });

  it.each(['', '-1', '1.5', '1e3', '0x10', '1, 2', 'soon', 'Sunday', 'Sun, 99 Nov 1994', '1994-11-06T08:50:07Z'])(
    'of "%s" says nothing',
    (header) => {
      expect(retryAfterMs(new Headers({ 'retry-after': header }), NOW)).toBeUndefined();
    },
  );

  it('is absent', () => expect(retryAfterMs(new Headers(), NOW)).toBeUndefined());

  it('as a date is compared with the clock that made it, where that is told', () => {
    const [date, until] = ['Mon, 07 Nov 1994 00:00:00 GMT', 'Mon, 07 Nov 1994 00:00:30 GMT'];
    expect(retryAfterMs(new Headers({ 'retry-after': until, date }), NOW)).toBe(30_000);
    expect(retryAfterMs(new Headers({ 'retry-after': until, date: 'today' }), NOW)).toBe(LONGEST);
  });
});
