import { setTimeout as delay } from 'node:timers/promises';
import { timeLeft } from '../runner/test-clock.mjs';

const LONGEST_MS = 120_000;

/** Waits for a condition, for as long as the test or hook that runs may take, but two minutes at most. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + Math.min(timeLeft(), LONGEST_MS);
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain for: ${String(condition)}`);
    await delay(10);
  }
}
