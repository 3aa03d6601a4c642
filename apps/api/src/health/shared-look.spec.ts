import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { SharedLook } from './shared-look.js';

describe('SharedLook', () => {
  it('looks once for all who ask at once and soon after, and again when what it saw is old', async () => {
    let looks = 0;
    const shared = new SharedLook(async () => {
      looks++;
      await delay(20);
      return looks;
    });
    const atOnce = await Promise.all(Array.from({ length: 100 }, () => shared.get()));
    expect([new Set(atOnce), await shared.get(), looks]).toEqual([new Set([1]), 1, 1]);
    while ((await shared.get()) === 1) await delay(50);
    expect(looks).toBe(2);
  });

  it('shares a failure, too, and looks again after it', async () => {
    let looks = 0;
    const shared = new SharedLook(() => Promise.reject(new Error(String(++looks))));
    const asked = await Promise.allSettled([shared.get(), shared.get(), shared.get()]);
    expect([asked.map(({ status }) => status), looks]).toEqual([['rejected', 'rejected', 'rejected'], 1]);
    while (looks === 1) {
      await shared.get().catch(() => undefined);
      await delay(50);
    }
    expect(looks).toBe(2);
  });
});
