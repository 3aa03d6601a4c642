import { describe, expect, it } from '@jest/globals';
import { RestartPauses } from './restart-pauses.js';

const patience = { giveUpAfter: 60_000, steady: 10_000, firstPause: 100, longestPause: 4_000 };

describe('the pauses before a server is started again', () => {
  it('are twice as long each time, up to a limit', () => {
    const restarts = new RestartPauses(patience);
    const pauses = Array.from({ length: 8 }, (_, i) => restarts.next(i * 1_000, 0));
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 4_000, 4_000]);
  });

  it('end when failures have lasted too long, though the server was up now and then', () => {
    const restarts = new RestartPauses(patience);
    expect(restarts.next(0, 3_600_000)).toBe(100);
    expect(restarts.next(59_999, 9_999)).toBe(200);
    expect(restarts.next(60_000, 9_999)).toBeUndefined();
    expect(restarts.failures).toBe(3);
  });

  it('begin again when the server was up for long enough', () => {
    const restarts = new RestartPauses(patience);
    for (let day = 0; day < 100; day++) expect(restarts.next(day * 86_400_000, 86_000_000)).toBe(100);
  });
});
