import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fuse, type Judged } from './fuse.js';

/** Whole numbers, so that arithmetic is exact. */
const judgement: fc.Arbitrary<Judged> = fc.record({
  lexical: fc.integer({ min: 0, max: 1_000 }),
  dense: fc.option(fc.integer({ min: -1_000, max: 1_000 }), { nil: undefined }),
});
const judgements = fc.array(judgement, { maxLength: 20 });
const affine = fc.record({
  factor: fc.integer({ min: 1, max: 1_000 }),
  offset: fc.integer({ min: -9_999, max: 9_999 }),
});

describe('fusion of what words and vectors say', () => {
  it.each<[string, Judged[], number[]]>([
    ['nothing', [], []],
    ['one thing is the best of all', [{ lexical: 3, dense: 0.5 }], [1]],
    [
      'both agree',
      [
        { lexical: 2, dense: 0.9 },
        { lexical: 1, dense: 0.1 },
      ],
      [1, 0],
    ],
    [
      'they do not',
      [
        { lexical: 2, dense: 0 },
        { lexical: 0, dense: 1 },
      ],
      [0.7, 0.3],
    ],
    [
      'in between',
      [
        { lexical: 4, dense: 0 },
        { lexical: 1, dense: 1 },
        { lexical: 0, dense: 0.5 },
      ],
      [0.7, 0.475, 0.15],
    ],
    [
      'one without a vector counts as the least',
      [
        { lexical: 2, dense: undefined },
        { lexical: 1, dense: 0.2 },
        { lexical: 0, dense: 0.4 },
      ],
      [0.7, 0.35, 0.3],
    ],
    [
      'a side that knows none',
      [
        { lexical: 2, dense: undefined },
        { lexical: 0, dense: undefined },
      ],
      [0.7, 0],
    ],
    [
      'a side that says the same of all',
      [
        { lexical: 0, dense: 0.3 },
        { lexical: 0, dense: 0.1 },
      ],
      [1, 0.7],
    ],
  ])('%s', (_, judged, scores) => {
    expect(fuse(judged).map((score) => Math.round(score * 1e9) / 1e9)).toEqual(scores);
  });

  it('does not depend on the scale or the zero of either side', () => {
    fc.assert(
      fc.property(judgements, affine, affine, (judged, words, vectors) => {
        const rescaled = judged.map(({ lexical, dense }) => ({
          lexical: words.factor * lexical + words.offset,
          dense: dense === undefined ? undefined : vectors.factor * dense + vectors.offset,
        }));
        expect(fuse(rescaled)).toEqual(fuse(judged));
      }),
    );
  });

  it('never puts what both think less of first, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(judgements, (judged) => {
        const scores = fuse(judged);
        for (const [a, one] of judged.entries()) {
          expect(scores[a]).toBeGreaterThanOrEqual(0);
          expect(scores[a]).toBeLessThanOrEqual(1);
          for (const [b, other] of judged.entries())
            if (one.lexical >= other.lexical && (one.dense ?? -Infinity) >= (other.dense ?? -Infinity))
              expect(scores[a]).toBeGreaterThanOrEqual(scores[b] ?? 0);
        }
      }),
    );
  });
});
