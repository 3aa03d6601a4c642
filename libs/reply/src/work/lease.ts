import { type ClaimedWork, type MessageWorkService } from '#libs/message';

/** Why work is given up before it is done. */
export type EndOfLease = 'lost' | 'cancelled' | 'shutdown';

/** Holds claimed work for as long as this process is at it; says so when it may not go on. */
export class Lease {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(
    readonly work: ClaimedWork,
    private readonly service: MessageWorkService,
    readonly seconds: number,
  ) {
    this.timer = setInterval(() => void this.check(), (seconds * 1000) / 3);
    this.timer.unref();
  }

  /** Aborted with an {@link EndOfLease}. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get end(): EndOfLease | undefined {
    return this.signal.aborted ? (this.signal.reason as EndOfLease) : undefined;
  }

  /** Asks the database whether the work is still held, and holds it longer. */
  async check(): Promise<void> {
    try {
      const isCancelled = await this.service.renew(this.work, this.seconds);
      if (isCancelled === undefined) this.giveUp('lost');
      else if (isCancelled) this.giveUp('cancelled');
    } catch {
      // The database is away: what is written next finds out whether the lease has outlasted it.
    }
  }

  giveUp(why: EndOfLease): void {
    this.controller.abort(why);
  }

  release(): void {
    clearInterval(this.timer);
  }
}
