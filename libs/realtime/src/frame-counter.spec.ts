import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as ws from 'ws';
import { FrameCounter } from './frame-counter.js';

const { Sender } = ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } };

const frame = fc
  .record({
    fin: fc.boolean(),
    opcode: fc.constantFrom(0, 1, 2, 8, 9, 10),
    mask: fc.boolean(),
    size: fc.constantFrom(0, 1, 35, 125, 126, 127, 4_096, 65_535, 65_536, 70_000),
  })
  .map(({ size, ...options }) =>
    Buffer.concat(Sender.frame(Buffer.alloc(size), { ...options, readOnly: false, rsv1: false })),
  );

describe('a counter of frames', () => {
  it('counts each frame once, of every kind and length, cut into any chunks', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 12 }), cuts, (frames, sizes) => {
        const [counter, bytes] = [new FrameCounter(), Buffer.concat(frames)];
        let counted = 0;
        for (let at = 0, nth = 0; at < bytes.length; nth++) {
          const end = at + sizes[nth % sizes.length]!;
          counted += counter.count(bytes.subarray(at, end));
          at = end;
        }
        expect(counted).toBe(frames.length);
      }),
      { numRuns: 200 },
    );
  });
});
