import { describe, expect, it } from '@jest/globals';
import { ClientError } from './client-error.js';
import { pauseBeforeRetry } from './retry-pause.js';

const AT_ONCE = { baseMs: 0, maxMs: 0 };
const LONG = { baseMs: 3_600_000, maxMs: 3_600_000 };
const asking = (retryAfterMs: number) => new ClientError(503, undefined, { retryAfterMs });

describe('the pause before another attempt', () => {
  const stage = () => {
    const [stop, wake] = [new AbortController(), new AbortController()];
    const ended: string[] = [];
    const pause = async (name: string, error: unknown, bounds = AT_ONCE) => {
      await pauseBeforeRetry(error, 0, bounds, stop.signal, wake.signal);
      ended.push(name);
    };
    return { stop, wake, ended, pause };
  };

  it('is as long as the server asks for, also for a client that is woken, and ends with the client', async () => {
    const { stop, wake, ended, pause } = stage();
    const asked = pause('asked', asking(3_600_000));
    wake.abort();
    for (let nth = 0; nth < 5; nth++) await pause('not asked', new ClientError(503));
    expect(ended).toEqual(Array.from({ length: 5 }, () => 'not asked'));
    stop.abort();
    await asked;
    expect(ended.at(-1)).toBe('asked');
  });

  it('is longer than the server asks for by the back-off, which a wake-up ends', async () => {
    const { wake, ended, pause } = stage();
    const backingOff = pause('backing off', asking(1), LONG);
    await pause('asked', asking(20));
    expect(ended).toEqual(['asked']);
    wake.abort();
    await backingOff;
    expect(ended).toEqual(['asked', 'backing off']);
  });

  it('is the back-off alone after any other error', async () => {
    const { wake, ended, pause } = stage();
    const errors = [new ClientError(503), new Error('no network')];
    const backingOff = Promise.all(errors.map((error) => pause('backing off', error, LONG)));
    wake.abort();
    await backingOff;
    expect(ended).toEqual(['backing off', 'backing off']);
  });
});
