import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HeldBytes } from './held-bytes.js';

it('bytes that are held add up for each and for all, and who holds none is forgotten', () => {
  const acts = fc.array(fc.record({ name: fc.constantFrom('ann', 'bob', 'cat'), bytes: fc.nat(9_000) }));
  fc.assert(
    fc.property(acts, (all) => {
      const held = new HeldBytes();
      for (const { name, bytes } of all) held.add(name, bytes);
      const sumOf = (list: typeof all) => list.reduce((sum, { bytes }) => sum + bytes, 0);
      expect(held.total).toBe(sumOf(all));
      for (const who of ['ann', 'bob', 'cat']) expect(held.of(who)).toBe(sumOf(all.filter(({ name }) => name === who)));
      for (const { name, bytes } of all) held.add(name, -bytes);
      expect([held.total, ...['ann', 'bob', 'cat'].map((name) => held.of(name))]).toEqual([0, 0, 0, 0]);
      expect(held).toEqual(new HeldBytes());
    }),
  );
});
