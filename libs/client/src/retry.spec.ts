import { describe, expect, it } from '@jest/globals';
import { Retry } from './retry.js';

const AT_ONCE = { baseMs: 0, maxMs: 0 };
const LONG = { baseMs: 3_600_000, maxMs: 3_600_000 };

describe('what is tried until nothing is left', () => {
  it('is tried again after each failure, and once for each success', async () => {
    const answers = [new Error('no network'), 'one', new Error('no network'), 'two'];
    const taken: unknown[] = [];
    await new Retry(AT_ONCE, new AbortController().signal).untilDone('work', () => {
      const answer = answers.shift();
      taken.push(answer);
      if (answer instanceof Error) return Promise.reject(answer);
      return answer === undefined ? undefined : Promise.resolve(answer);
    });
    expect(taken).toEqual([new Error('no network'), 'one', new Error('no network'), 'two', undefined]);
  });

  it('is tried at once when a wake-up came during the attempt that failed', async () => {
    const retry = new Retry(LONG, new AbortController().signal);
    let attempts = 0;
    await retry.untilDone('work', () => {
      if (++attempts > 3) return undefined;
      retry.wake();
      return Promise.reject(new Error('no network'));
    });
    expect(attempts).toBe(4);
  });

  it('begins again for what comes in the turn in which nothing was left', async () => {
    const retry = new Retry(LONG, new AbortController().signal);
    const left: string[] = [];
    const taken: string[] = [];
    const work = () =>
      retry.untilDone('work', () => {
        const next = left.shift();
        return next === undefined ? undefined : Promise.resolve(taken.push(next));
      });
    const first = work();
    left.push('one');
    await Promise.all([first, work()]);
    expect(taken).toEqual(['one']);
  });

  it('is tried by one at a time', async () => {
    const retry = new Retry(LONG, new AbortController().signal);
    const left = ['one', 'two'];
    let [running, most] = [0, 0];
    const attempt = () => {
      if (left.shift() === undefined) return undefined;
      most = Math.max(most, ++running);
      return Promise.resolve().then(() => running--);
    };
    const first = retry.untilDone('work', attempt);
    expect(retry.isTrying('work')).toBe(true);
    await Promise.all([first, retry.untilDone('work', attempt)]);
    expect([most, left, retry.isTrying('work')]).toEqual([1, [], false]);
  });

  it('ends with the client, also in a pause', async () => {
    const stop = new AbortController();
    const retry = new Retry(LONG, stop.signal);
    let attempts = 0;
    const done = retry.untilDone('work', () => {
      attempts++;
      queueMicrotask(() => stop.abort());
      return Promise.reject(new Error('no network'));
    });
    await done;
    await retry.untilDone('work', () => Promise.resolve(attempts++));
    expect(attempts).toBe(1);
  });
});
