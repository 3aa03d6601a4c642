import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { writtenSoFar } from './written-so-far.js';

it('what was written so far comes in frames that add up to it, each within a limit', () => {
  const texts = fc.tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }), fc.nat(1_000));
  fc.assert(
    fc.property(texts, ([piece, times]) => {
      const content = piece.repeat(times).toWellFormed();
      const frames = writtenSoFar({ chat_id: 1, message_id: 2, attempt: 1, content } as Parameters<
        typeof writtenSoFar
      >[0]);
      const parts = frames.map(
        (frame) =>
          JSON.parse(frame.eventStream.toString().split('data: ')[1] ?? '') as { offset: number; text: string },
      );
      let offset = 0;
      for (const part of parts) {
        expect(part.offset).toBe(offset);
        const points = Array.from(part.text).length;
        expect(points).toBeGreaterThan(0);
        expect(points).toBeLessThanOrEqual(8_000);
        offset += points;
      }
      expect(parts.map(({ text }) => text).join('')).toBe(content);
    }),
    { numRuns: 30 },
  );
});
