import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextSpan, type Span } from './next-span.js';

describe('the passages that get vectors next', () => {
  it.each<[number, Span | undefined, Span | undefined]>([
    [0, undefined, undefined],
    [3, undefined, { first: 1, last: 3 }],
    [10, undefined, { first: 7, last: 10 }],
    [10, { first: 7, last: 10 }, { first: 3, last: 6 }],
    [10, { first: 3, last: 10 }, { first: 1, last: 2 }],
    [10, { first: 1, last: 10 }, undefined],
    [12, { first: 7, last: 10 }, { first: 11, last: 12 }],
    [17, { first: 7, last: 10 }, { first: 11, last: 14 }],
    [19, { first: 7, last: 10 }, { first: 16, last: 19 }],
  ])('of %d, after %j: %j', (count, done, next) => {
    expect(nextSpan({ first: 1, last: count }, done, 4, 8)).toEqual(next);
  });

  it('goes on from what is done until all is', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(9), fc.integer({ min: 1, max: 9 }), fc.nat(50), (count, gone, size, most) => {
        const all = { first: gone + 1, last: gone + count };
        let done: Span | undefined;
        const seen: number[] = [];
        for (let span = nextSpan(all, done, size, most); span; span = nextSpan(all, done, size, most)) {
          expect(span.last - span.first).toBeLessThan(size);
          for (let id = span.first; id <= span.last; id++) seen.push(id);
          if (done !== undefined) expect(span.last).toBe(done.first - 1);
          done = { first: span.first, last: done?.last ?? span.last };
        }
        expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, nth) => gone + nth + 1));
      }),
    );
  });
});
