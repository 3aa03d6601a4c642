import { randomUUID } from 'node:crypto';
import { FairQueue, FairShare } from '#libs/limits';
import { stopped, WritingFailed } from './writing-failed.js';

/** Replies that may wait for a slot. */
const MAX_WAITING = 100;

/** Bounds how many replies the model's server writes at a time; the others wait, one of each person in turn. */
export class ModelSlots {
  private readonly slots: FairShare;
  /** What wakes each of those that wait. */
  private readonly waiting = new FairQueue<() => void>(MAX_WAITING);

  constructor(concurrency: number) {
    this.slots = new FairShare(concurrency);
  }

  /**
   * Waits for a slot.
   * @param person whose reply it is; without one it is nobody else's
   * @returns gives it back
   * @throws WritingFailed `model_busy` when too many wait already, `aborted`
   */
  async take(signal: AbortSignal, person: string = randomUUID()): Promise<() => void> {
    if (signal.aborted) throw stopped();
    const isNext = !this.waiting.hasAny(person) && this.slots.mayTake(person);
    if (!isNext) await this.wait(signal, person);
    else this.slots.take(person);
    return () => {
      this.slots.giveBack(person);
      this.wakeNext();
    };
  }

  /** Resolves with the slot taken. */
  private async wait(signal: AbortSignal, person: string): Promise<void> {
    let stop: () => void = () => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        stop = () => {
          this.waiting.remove(person, resolve);
          reject(stopped());
        };
        if (!this.waiting.add(person, resolve))
          throw new WritingFailed('model_busy', 'Too many replies are waiting for the model.');
        signal.addEventListener('abort', stop, { once: true });
      });
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  private wakeNext(): void {
    const next = this.waiting.takeNext((person) => this.slots.mayTake(person));
    if (next === undefined) return;
    const [person, wake] = next;
    this.slots.take(person);
    wake();
    this.wakeNext();
  }
}
