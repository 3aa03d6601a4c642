import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { until } from '../../../../test/support/until.js';
import { Deadline } from './deadline.js';

/** How many signals and listeners a signal keeps. */
function keeps(signal: AbortSignal): number {
  const sets = Object.getOwnPropertySymbols(signal).map((key) => (signal as unknown as Record<symbol, unknown>)[key]);
  const signals = sets.reduce<number>((sum, set) => sum + (set instanceof Set ? set.size : 0), 0);
  return signals + getEventListeners(signal, 'abort').length;
}

describe('a deadline', () => {
  it('ends with each of the signals, and says that it was not the time', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const deadline = new Deadline(60_000, one.signal, other.signal);
    expect(deadline.signal.aborted).toBe(false);
    const reason = new Error('enough');
    other.abort(reason);
    one.abort(new Error('later'));
    expect([deadline.signal.reason, deadline.isOver]).toEqual([reason, false]);
    expect(new Deadline(60_000, one.signal).signal.aborted).toBe(true);
  });

  it('ends with its time', async () => {
    const { signal } = new AbortController();
    const deadline = new Deadline(1, signal);
    await until(() => deadline.signal.aborted);
    expect(deadline.isOver).toBe(true);
    expect(deadline.signal.reason).toMatchObject({ name: 'TimeoutError' });
    expect(keeps(signal)).toBe(0);
  });

  it('leaves nothing at a signal that lives on', () => {
    const { signal } = new AbortController();
    for (let each = 0; each < 1_000; each++) new Deadline(60_000, signal).close();
    expect(keeps(signal)).toBe(0);
  });
});
