import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ClaimLoop } from './claim-loop.js';

describe('claiming work', () => {
  let loop: ClaimLoop;
  const loopThat = (claim: () => Promise<void>) => {
    loop = new ClaimLoop({ of: 'test', failed: 'not claimed', everyMs: 3_600_000, claim });
    return loop;
  };
  afterEach(() => loop.end());

  it('is done again when it is woken meanwhile, never twice at once', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    let [claims, atOnce, most] = [0, 0, 0];
    loopThat(async () => {
      claims++;
      most = Math.max(most, ++atOnce);
      await gate;
      atOnce--;
    }).begin();
    for (let nth = 0; nth < 5; nth++) loop.wake();
    open();
    await setImmediate();
    expect([claims, most]).toEqual([2, 1]);
  });

  it('goes on when a job has ended, and after a failure with the next wake-up', async () => {
    let claims = 0;
    loopThat(() => {
      claims++;
      if (claims === 1) loop.run(Promise.resolve());
      return claims === 2 ? Promise.reject(new Error('no database')) : Promise.resolve();
    }).begin();
    await setImmediate();
    expect([claims, loop.running]).toEqual([2, 0]);
    loop.wake();
    expect(claims).toBe(3);
  });

  it('stops while what runs goes on, and ends when it has ended', async () => {
    let finish = () => {};
    const job = new Promise<void>((resolve) => (finish = resolve));
    let claims = 0;
    loopThat(() => Promise.resolve(void claims++)).begin();
    loop.run(job);
    await setImmediate();
    loop.stop();
    loop.wake();
    expect([claims, loop.running, loop.isStopped]).toEqual([1, 1, true]);
    const ended = loop.end();
    finish();
    await ended;
    expect([claims, loop.running]).toEqual([1, 0]);
  });
});
