import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrameAllowance, MAX_FRAMES_PER_SECOND } from './frame-allowance.js';

/** A masked text frame of a client (RFC 6455, section 5.2) with no more than 125 bytes in it. */
const frame = (length: number) => Buffer.concat([Buffer.from([0x81, 0x80 | length, 0, 0, 0, 0]), Buffer.alloc(length)]);
const BURST = 4 * MAX_FRAMES_PER_SECOND;

describe('what one WebSocket may send', () => {
  it('is a burst at once, and one frame more is too much for good', () => {
    const allowance = new FrameAllowance(0);
    for (let nth = 0; nth < BURST; nth++) expect(allowance.covers(frame(0), 0)).toBe(true);
    expect(allowance.covers(frame(0), 0)).toBe(false);
    expect(allowance.covers(Buffer.alloc(0), 3_600_000)).toBe(false);
  });

  it('does not depend on how the bytes are cut', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.nat(125), { maxLength: 300 }), cuts, (lengths, sizes) => {
        const bytes = Buffer.concat(lengths.map(frame));
        const [whole, parts] = [new FrameAllowance(0), new FrameAllowance(0)];
        let inParts = true;
        for (let at = 0, nth = 0; at < bytes.length; nth++) {
          const end = at + (sizes[nth % sizes.length] ?? 1);
          inParts = parts.covers(bytes.subarray(at, end), 0);
          at = end;
        }
        expect(inParts).toBe(whole.covers(bytes, 0));
      }),
    );
  });

  it('is always enough for who keeps to the rate, however long', () => {
    const allowance = new FrameAllowance(0);
    const everyMs = 1000 / MAX_FRAMES_PER_SECOND;
    for (let nth = 1; nth <= 20 * BURST; nth++) expect(allowance.covers(frame(100), nth * everyMs)).toBe(true);
  });

  it('is limited in bytes, too: large frames need few', () => {
    const allowance = new FrameAllowance(0);
    const large = Buffer.alloc(64 * 1024);
    // A binary frame of 1 MiB, masked, of which this is the beginning.
    large.writeUInt16BE(0x82ff);
    large.writeBigUInt64BE(1_048_576n, 2);
    expect(allowance.covers(large, 0)).toBe(true);
    expect(allowance.covers(Buffer.alloc(1), 0)).toBe(false);
  });
});
