import { Logger } from '@nestjs/common';
import { loggableError } from '#libs/http';

/** Jobs have this long to say how they are left when the process ends, in ms. */
const END_WITHIN_MS = 1_000;

interface Claiming {
  /** For the log: whose work it is, and what to say when it cannot be claimed. */
  readonly of: string;
  readonly failed: string;
  /** A lost hint, or work whose time has come, is noticed within this time. */
  readonly everyMs: number;
  /** Claims what there is room for, and has it run; `wake` when there may be more. */
  readonly claim: () => Promise<void>;
}

/** Claims work when it is woken, now and then, and when a job has ended, beside all other processes that do. */
export class ClaimLoop {
  private readonly logger: Logger;
  private readonly jobs = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private isClaiming = false;
  private isWoken = false;
  private isEnding = false;

  constructor(private readonly work: Claiming) {
    this.logger = new Logger(work.of);
  }

  get running(): number {
    return this.jobs.size;
  }

  /** Whether nothing new may be claimed. */
  get isStopped(): boolean {
    return this.isEnding;
  }

  begin(): void {
    this.timer = setInterval(() => this.wake(), this.work.everyMs);
    this.wake();
  }

  wake(): void {
    this.isWoken = true;
    if (!this.isClaiming && !this.isEnding) void this.claim();
  }

  /** @param job never fails; more is claimed when it has ended */
  run(job: Promise<void>): void {
    const done = job.finally(() => {
      this.jobs.delete(done);
      this.wake();
    });
    this.jobs.add(done);
  }

  /** Nothing new is claimed; what runs goes on. */
  stop(): void {
    this.isEnding = true;
    clearInterval(this.timer);
  }

  /** Stops, and waits a little for what runs. */
  async end(): Promise<void> {
    this.stop();
    const limit = new Promise<void>((resolve) => setTimeout(resolve, END_WITHIN_MS).unref());
    await Promise.race([Promise.all(this.jobs), limit]);
  }

  private async claim(): Promise<void> {
    this.isClaiming = true;
    try {
      while (this.isWoken && !this.isEnding) {
        this.isWoken = false;
        await this.work.claim();
      }
    } catch (error) {
      this.logger.warn({ error: loggableError(error) }, this.work.failed);
    } finally {
      this.isClaiming = false;
    }
  }
}
