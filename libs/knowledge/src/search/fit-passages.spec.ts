import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitPassages } from './fit-passages.js';
import type { Passage } from '../text/passage.js';

const TEXT = [...'The 😀 quick brown fox jumps over the lazy dog, and 😀 runs.'];

function passage(start: number, end: number, score: number, messageId = 1): Passage {
  return {
    chatId: 1,
    messageId,
    filename: undefined,
    source: 'content',
    start,
    end,
    text: TEXT.slice(start, end).join(''),
    score,
  };
}

const slices = fc
  .record({
    start: fc.nat(TEXT.length - 1),
    length: fc.integer({ min: 1, max: 20 }),
    messageId: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ start, length, messageId }) => passage(start, Math.min(TEXT.length, start + length), 1, messageId));

describe('fitPassages', () => {
  it('takes the best that fit, and smaller ones into what is left', () => {
    const [best, long, short] = [passage(0, 10, 3), passage(20, 40, 2), passage(45, 50, 1)];
    expect(fitPassages([best, long, short], 15)).toEqual([best, short]);
  });

  it('makes one of two that overlap, at the place of the better one', () => {
    expect(fitPassages([passage(10, 20, 3), passage(30, 33, 2), passage(2, 12, 1)], 100)).toEqual([
      passage(2, 20, 3),
      passage(30, 33, 2),
    ]);
  });

  it('keeps within its limit, says nothing twice, and every text is the slice that it says', () => {
    fc.assert(
      fc.property(fc.array(slices, { maxLength: 12 }), fc.nat(80), (ranked, characters) => {
        const fitting = fitPassages(ranked, characters);
        const places = fitting.flatMap(({ messageId, start, end }) =>
          Array.from({ length: end - start }, (_, nth) => `${messageId} ${start + nth}`),
        );
        expect(places.length).toBeLessThanOrEqual(characters);
        expect(new Set(places).size).toBe(places.length);
        for (const { start, end, text } of fitting) expect(TEXT.slice(start, end).join('')).toBe(text);
      }),
    );
  });
});
