import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FairShare } from './fair-share.js';

describe('FairShare', () => {
  const fill = (size: number, people: readonly string[]) => {
    const share = new FairShare(size);
    const held = people.map((person) => {
      let places = 0;
      for (; share.mayTake(person); places++) share.take(person);
      return places;
    });
    return { share, held };
  };

  it.each([
    [8, ['a', 'b', 'c', 'd', 'e'], [4, 2, 1, 1, 0]],
    [4, ['a', 'b', 'c', 'd'], [2, 1, 1, 0]],
    [2, ['a', 'b', 'c'], [1, 1, 0]],
    [1, ['a', 'b'], [1, 0]],
  ])('of %i gives %j, who each take what they get, %j', (size, people, held) => {
    expect(fill(size, people).held).toEqual(held);
  });

  it('leaves room for somebody else after one person has taken and given back any slots', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 50 }), fc.array(fc.boolean()), (size, takes) => {
        const share = new FairShare(size);
        let held = 0;
        for (const takesMore of takes) {
          if (takesMore && share.mayTake('a')) [held] = [held + 1, share.take('a')];
          else if (!takesMore && held > 0) [held] = [held - 1, share.giveBack('a')];
          expect(share.mayTake('b')).toBe(true);
          expect(share.free).toBe(size - held);
        }
      }),
    );
  });

  it('says who may take nothing', () => {
    const { share } = fill(4, ['a']);
    expect(share.atTheirShare).toEqual(['a']);
    share.giveBack('a');
    expect(share.atTheirShare).toEqual([]);
  });
});
