import { describe, expect, it } from '@jest/globals';
import { ClientError } from './client-error.js';
import { Slots } from './slots.js';

const HOUR = 3_600_000;
const refused = (rateClass: string | undefined, retryAfterMs = HOUR) =>
  new ClientError(429, undefined, { retryAfterMs, rateClass });

describe('slots for a bounded number of tasks at once', () => {
  const stage = (count: number) => {
    const stop = new AbortController();
    const slots = new Slots(count, stop.signal);
    const begun: string[] = [];
    const run = (name: string, error?: unknown) =>
      slots
        .run(async () => {
          begun.push(name);
          await Promise.resolve();
          if (error !== undefined) throw error;
        })
        .catch((reason: unknown) => reason);
    return { stop, begun, run };
  };

  it('does not begin after a refusal before the server allows it, nor later than the end of the client', async () => {
    const { stop, begun, run } = stage(2);
    const error = refused('write');
    expect(await run('refused', error)).toBe(error);
    const others = Promise.all(['one', 'two', 'three'].map((name) => run(name)));
    for (let turn = 0; turn < 100; turn++) await Promise.resolve();
    expect(begun).toEqual(['refused']);
    stop.abort();
    await others;
    expect(begun).toEqual(['refused', 'one', 'two', 'three']);
  });

  it('begins when the server allows it', async () => {
    const { begun, run } = stage(1);
    await run('refused', refused('read', 10));
    await run('allowed');
    expect(begun).toEqual(['refused', 'allowed']);
  });

  it.each([
    ['a reply too many', refused('reply')],
    ['something else than requests', refused(undefined)],
    ['a server that is away', new ClientError(503, undefined, { retryAfterMs: HOUR })],
  ])('goes on after %s', async (_why, error) => {
    const { begun, run } = stage(1);
    await run('refused', error);
    await run('other');
    expect(begun).toEqual(['refused', 'other']);
  });
});
