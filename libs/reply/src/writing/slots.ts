import pLimit from 'p-limit';
import { stopped, WritingFailed } from './writing-failed.js';

/** Replies that may wait for a slot. */
const MAX_WAITING = 100;

/** So many replies are asked of the model's server at a time; others wait their turn. */
export class Slots {
  private readonly limit;

  constructor(concurrency: number) {
    this.limit = pLimit(concurrency);
  }

  /**
   * Waits for a slot.
   * @returns gives it back
   * @throws WritingFailed `model_busy` when too many wait already, `aborted`
   */
  async take(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw stopped();
    if (this.limit.pendingCount >= MAX_WAITING)
      throw new WritingFailed('model_busy', 'Too many replies are waiting for the model.');
    return new Promise((resolve, reject) => {
      const stop = () => reject(stopped());
      signal.addEventListener('abort', stop, { once: true });
      void this.limit(
        () =>
          new Promise<void>((release) => {
            signal.removeEventListener('abort', stop);
            if (signal.aborted) release();
            else resolve(release);
          }),
      );
    });
  }
}
