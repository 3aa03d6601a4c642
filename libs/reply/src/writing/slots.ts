import { randomUUID } from 'node:crypto';
import { FairShare } from '#libs/limits';
import { stopped, WritingFailed } from './writing-failed.js';

/** Replies that may wait for a slot. */
const MAX_WAITING = 100;

type Wake = () => void;

/** Bounds how many replies the model's server writes at a time; the others wait, one of each person in turn. */
export class Slots {
  private readonly slots: FairShare;
  private readonly places = new FairShare(MAX_WAITING);
  /** By person, in the order of their turns. */
  private readonly waiting = new Map<string, Set<Wake>>();

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
    const isNext = !this.waiting.has(person) && this.slots.mayTake(person);
    if (!isNext) await this.wait(signal, person);
    else this.slots.take(person);
    return () => {
      this.slots.giveBack(person);
      this.wakeNext();
    };
  }

  /** Resolves with the slot taken. */
  private async wait(signal: AbortSignal, person: string): Promise<void> {
    if (!this.places.mayTake(person))
      throw new WritingFailed('model_busy', 'Too many replies are waiting for the model.');
    this.places.take(person);
    const own = this.waiting.get(person) ?? new Set();
    this.waiting.set(person, own);
    let stop: () => void = () => undefined;
    let wake: Wake = () => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        wake = resolve;
        stop = () => {
          own.delete(wake);
          reject(stopped());
        };
        own.add(wake);
        signal.addEventListener('abort', stop, { once: true });
      });
    } finally {
      signal.removeEventListener('abort', stop);
      this.places.giveBack(person);
      if (own.size === 0 && this.waiting.get(person) === own) this.waiting.delete(person);
    }
  }

  private wakeNext(): void {
    for (const [person, own] of this.waiting) {
      const [wake] = own;
      if (wake === undefined || !this.slots.mayTake(person)) continue;
      this.slots.take(person);
      own.delete(wake);
      // Behind everybody else who waits.
      this.waiting.delete(person);
      if (own.size > 0) this.waiting.set(person, own);
      wake();
    }
  }
}
