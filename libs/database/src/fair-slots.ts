interface Waiting {
  readonly begin: () => void;
}

export interface SlotLimits {
  /** Tasks that run at once: of all people together, and of one person. */
  readonly atOnce: number;
  readonly atOncePerPerson: number;
  readonly waiting: number;
  readonly waitingPerPerson: number;
}

/** Runs a limited number of tasks at once, and serves people in turn, however many tasks each has waiting. */
export class FairSlots {
  /** In the order of turns; no queue is empty. */
  private readonly queues = new Map<string, Waiting[]>();
  private readonly running = new Map<string, number>();
  private free: number;
  private waiting = 0;

  constructor(private readonly limits: SlotLimits) {
    this.free = limits.atOnce;
  }

  /** @returns undefined when too many wait already, or when the signal aborted before its turn */
  async run<T>(person: string, signal: AbortSignal, work: () => Promise<T>): Promise<{ readonly done: T } | undefined> {
    if (!(await this.enter(person, signal))) return undefined;
    try {
      return { done: await work() };
    } finally {
      this.leave(person);
    }
  }

  private enter(person: string, signal: AbortSignal): Promise<boolean> {
    const queue = this.queues.get(person) ?? [];
    if (this.waiting >= this.limits.waiting || queue.length >= this.limits.waitingPerPerson)
      return Promise.resolve(false);
    return new Promise((resolve) => {
      const giveUp = () => {
        this.forget(person, waiting);
        resolve(false);
      };
      const begin = () => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const waiting = { begin };
      signal.addEventListener('abort', giveUp, { once: true });
      this.queues.set(person, [...queue, waiting]);
      this.waiting++;
      this.serve();
    });
  }

  private leave(person: string): void {
    const left = (this.running.get(person) ?? 1) - 1;
    if (left === 0) this.running.delete(person);
    else this.running.set(person, left);
    this.free++;
    this.serve();
  }

  /** The person who was served goes to the end of the row. */
  private serve(): void {
    if (this.free === 0) return;
    for (const [person, [next]] of this.queues) {
      const running = this.running.get(person) ?? 0;
      if (next === undefined || running >= this.limits.atOncePerPerson) continue;
      this.forget(person, next);
      this.free--;
      this.running.set(person, running + 1);
      next.begin();
      if (this.free === 0) return;
    }
  }

  private forget(person: string, waiting: Waiting): void {
    const rest = (this.queues.get(person) ?? []).filter((one) => one !== waiting);
    this.queues.delete(person);
    if (rest.length > 0) this.queues.set(person, rest);
    this.waiting--;
  }
}
