import type { DelayBounds } from './back-off.js';
import { pauseBeforeRetry } from './retry-pause.js';
import { WakeUp } from './wake-up.js';

/** Tries again what fails, after a pause that grows with each failure in a row. */
export class Retry {
  private readonly wakeUp = new WakeUp();
  private readonly trying = new Set<number | string>();

  constructor(
    private readonly backOff: DelayBounds,
    private readonly stopped: AbortSignal,
  ) {}

  /** There may be a network again: what waits for its next attempt is tried now. */
  wake(): void {
    this.wakeUp.wake();
  }

  isTrying(key: number | string): boolean {
    return this.trying.has(key);
  }

  /**
   * Makes one attempt after the other until nothing is left, or the client stops. While it does so for a key, another call
   * for that key leaves all to the first.
   * @param attempt begins the next one; undefined when nothing is left
   */
  async untilDone(key: number | string, attempt: () => Promise<unknown> | undefined): Promise<void> {
    if (this.trying.has(key)) return;
    this.trying.add(key);
    for (let failures = 0; !this.stopped.aborted;) {
      const { signal } = this.wakeUp;
      try {
        const begun = attempt();
        if (begun === undefined) break;
        await begun;
        failures = 0;
      } catch (error) {
        await pauseBeforeRetry(error, failures, this.backOff, this.stopped, signal);
        failures = signal.aborted ? 0 : failures + 1;
      }
    }
    // In the same turn in which nothing was left: what comes after it begins again.
    this.trying.delete(key);
  }
}
