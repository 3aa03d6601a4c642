import { describe, expect, it } from '@jest/globals';
import { FairQueue } from './fair-queue.js';

describe('FairQueue', () => {
  const filled = (...pieces: readonly (readonly [string, number])[]) => {
    const queue = new FairQueue<number>(100);
    for (const [person, piece] of pieces) queue.add(person, piece);
    return queue;
  };
  const takeAll = (queue: FairQueue<number>) => {
    const taken: number[] = [];
    for (let next = queue.takeNext(); next !== undefined; next = queue.takeNext()) taken.push(next[1]);
    return taken;
  };

  it('gives one piece of each person in turn, the oldest first, and each once', () => {
    const queue = filled(['a', 1], ['a', 2], ['b', 3], ['a', 1], ['c', 4], ['b', 5], ['a', 6]);
    expect(takeAll(queue)).toEqual([1, 3, 4, 2, 5, 6]);
    expect(queue.hasAny('a')).toBe(false);
  });

  it('passes over those who may not, who keep their turn', () => {
    const queue = filled(['a', 1], ['b', 2], ['b', 3]);
    expect(queue.takeNext((person) => person !== 'a')).toEqual(['b', 2]);
    expect(queue.takeNext((person) => person !== 'a')).toEqual(['b', 3]);
    expect(queue.takeNext((person) => person !== 'a')).toBeUndefined();
    expect(queue.takeNext()).toEqual(['a', 1]);
  });

  it('forgets what leaves, with its place', () => {
    const queue = filled(['a', 1], ['a', 2], ['b', 3]);
    queue.remove('a', 1);
    queue.remove('a', 1);
    queue.remove('b', 3);
    expect([queue.hasAny('a'), queue.hasAny('b')]).toEqual([true, false]);
    expect(takeAll(queue)).toEqual([2]);
  });

  it('has room for others however much one person adds, and again for what was taken', () => {
    const queue = new FairQueue<number>(4);
    expect([1, 2, 3].map((piece) => queue.add('a', piece))).toEqual([true, true, false]);
    expect(queue.add('b', 1)).toBe(true);
    queue.takeNext();
    expect(queue.add('a', 3)).toBe(true);
  });
});
