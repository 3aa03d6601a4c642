import { setTimeout as delay } from 'node:timers/promises';

/** Waits for a condition, for as long as a test may take. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 25_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain for: ${String(condition)}`);
    await delay(10);
  }
}
