import { generateKeySync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Seal, type SealKey, type SealKeys } from './seal.js';

const keyOf = (id: number): SealKey => ({ id, key: generateKeySync('aes', { length: 256 }) });
const [one, two] = [keyOf(1), keyOf(2)];
const ring = (...keys: SealKey[]): SealKeys => ({
  newest: keys.at(-1),
  find: (id) => keys.find((key) => key.id === id),
});
const keys = ring(one);
const text = fc.string({ unit: 'grapheme', maxLength: 200 });

describe('a sealed text', () => {
  it('is opened by others with the key, within the room that was promised', () => {
    const [sender, receiver] = [new Seal(keys), new Seal(keys)];
    fc.assert(
      fc.property(text, (said) => {
        const sealed = sender.seal(said)!;
        expect(receiver.open(sealed)).toEqual({ text: said });
        expect(Buffer.byteLength(said)).toBeLessThanOrEqual(Seal.room(sealed.length));
        expect(sender.open(sealed)).toBe('own');
      }),
    );
    const longest = 'x'.repeat(Seal.room(7_900));
    expect(sender.seal(longest)!.length).toBeLessThanOrEqual(7_900);
    expect(sender.seal(`${longest}xxx`)!.length).toBeGreaterThan(7_900);
  });

  it('that was changed anywhere, or is anything else, is forged', () => {
    const receiver = new Seal(keys);
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 1, max: 255 }), (said, place, bits) => {
        const bytes = Buffer.from(new Seal(keys).seal(said)!, 'base64');
        bytes[place % bytes.length]! ^= bits;
        expect(receiver.open(bytes.toString('base64'))).toBe('forged');
      }),
    );
    fc.assert(fc.property(fc.string(), (made) => expect(receiver.open(made)).toBe('forged')));
    expect(receiver.open(new Seal(ring({ ...two, id: 1 })).seal('of another key')!)).toBe('forged');
    expect(receiver.open(new Seal(ring(two)).seal('of a key that is not known')!)).toBe('forged');
  });

  it('is opened once, and in the order of sending', () => {
    const [sender, receiver] = [new Seal(keys), new Seal(keys)];
    const [first, second, third] = ['first', 'second', 'third'].map((said) => sender.seal(said)!);
    expect(receiver.open(second!)).toEqual({ text: 'second' });
    expect([first!, second!].map((sealed) => receiver.open(sealed))).toEqual(['old', 'old']);
    expect(receiver.open(third!)).toEqual({ text: 'third' });
  });

  it('of long ago, or of a time to come, is old also to somebody new', () => {
    const now = Date.now;
    try {
      for (const minutes of [-6, 6]) {
        Date.now = () => now() + minutes * 60_000;
        const sealed = new Seal(keys).seal('some time')!;
        Date.now = now;
        expect(new Seal(keys).open(sealed)).toBe('old');
      }
    } finally {
      Date.now = now;
    }
  });

  it('is opened with the key it was sealed with while that one is kept; the newest one seals', () => {
    const [before, after] = [new Seal(ring(one)), new Seal(ring(one, two))];
    expect(after.open(before.seal('before')!)).toEqual({ text: 'before' });
    expect(new Seal(ring(two)).open(after.seal('after')!)).toEqual({ text: 'after' });
    expect(new Seal(ring()).seal('without a key')).toBeUndefined();
  });

  it('never has the nonce of another', () => {
    const sender = new Seal(keys);
    const nonces = Array.from({ length: 1_000 }, () => sender.seal('the same')!.slice(28, 44));
    expect(new Set(nonces).size).toBe(1_000);
  });
});
