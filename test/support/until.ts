import { setTimeout as delay } from 'node:timers/promises';
import { timeLeft } from '../runner/test-clock.mjs';

const LONGEST_MS = 120_000;

/** Waits for a condition, for as long as the test or hook that runs may take, but two minutes at most. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const began = performance.now();
  const deadline = began + Math.min(timeLeft(), LONGEST_MS);
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain for: ${String(condition)}`);
    // What takes long is asked less often: the machine has two cores.
    await delay(performance.now() - began < 500 ? 10 : 50);
  }
}
