import { Logger } from '@nestjs/common';
import { loggableError } from '#libs/http';

interface Work {
  /** For the log, when it fails. */
  readonly failed: string;
  readonly everyMs: number;
  /** @returns whether there is more to do at once */
  readonly run: (signal: AbortSignal) => Promise<boolean>;
}

/** Does something now and then, and at once again while there is more to do; a failure is tried again the next time. */
export class Repeated {
  private readonly logger = new Logger(Repeated.name);
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running = Promise.resolve();

  constructor(private readonly work: Work) {}

  begin(): void {
    this.runWithin(this.work.everyMs);
  }

  async end(): Promise<void> {
    this.ending.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private runWithin(ms: number): void {
    if (this.ending.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.running = this.run();
    }, ms).unref();
  }

  private async run(): Promise<void> {
    let isMore = false;
    try {
      isMore = await this.work.run(this.ending.signal);
    } catch (error) {
      if (!this.ending.signal.aborted) this.logger.warn({ error: loggableError(error) }, this.work.failed);
    }
    this.runWithin(isMore ? 0 : this.work.everyMs);
  }
}
