import { describe, expect, it } from '@jest/globals';
import { LocalLimiter } from './local-limiter.js';

describe('the counts of a process', () => {
  it('stay within their bound, however many people there are, and those who were here last are kept', async () => {
    const limiter = new LocalLimiter({ points: 2, seconds: 60 });
    const busy = 'busy';
    for (let nth = 0; nth < 30_000; nth++) {
      await limiter.consume(`person-${nth}`);
      if (nth % 10_000 === 0) await limiter.consume(busy).catch(() => undefined);
    }
    // 20,000, of which one is busy.
    for (const forgotten of [0, 10_000]) expect(await limiter.get(`person-${forgotten}`)).toBeNull();
    for (const kept of [10_001, 29_999])
      expect(await limiter.get(`person-${kept}`)).toMatchObject({ consumedPoints: 1, remainingPoints: 1 });
    await expect(limiter.consume(busy)).rejects.toMatchObject({ remainingPoints: 0 });
  });
});
