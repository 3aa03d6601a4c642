import { describe, expect, it } from '@jest/globals';
import { ToldSeqs } from './told-seqs.js';

describe('what was told lately', () => {
  it('is known by the highest number of each chat', () => {
    const told = new ToldSeqs(0);
    told.note(1, 5, 0);
    told.note(1, 4, 1);
    told.note(2, 0, 1);
    expect([told.has(1, 5), told.has(1, 6), told.has(2, 0), told.has(3, 0)]).toEqual([true, false, true, false]);
  });

  it('is remembered for a generation at least, and two at most', () => {
    const told = new ToldSeqs(0, 100);
    told.note(1, 1, 99);
    told.note(2, 1, 150);
    expect(told.has(1, 1)).toBe(true);
    told.note(3, 1, 251);
    expect([told.has(1, 1), told.has(2, 1)]).toEqual([false, true]);
  });

  it('is never of more chats than two generations hold', () => {
    const told = new ToldSeqs(0, 100, 10);
    for (let chat = 1; chat <= 1_000; chat++) told.note(chat, 1, 0);
    const known = Array.from({ length: 1_000 }, (_, nth) => nth + 1).filter((chat) => told.has(chat, 1));
    expect(known.length).toBeLessThanOrEqual(20);
    expect(known).toContain(1_000);
  });
});
