import { Logger } from '@nestjs/common';
import { loggableError } from '#libs/http';

interface Work {
  /** For the log: whose work it is, and what to say when it fails. */
  readonly of: string;
  readonly failed: string;
  readonly everyMs: number;
  /** @returns after how many ms there is more to do; nothing when it is done for now */
  readonly run: (signal: AbortSignal) => Promise<number | void>;
}

/** Does something now and then, and sooner while there is more to do; a failure is tried again the next time. */
export class Repeated {
  private readonly logger: Logger;
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running = Promise.resolve();

  constructor(private readonly work: Work) {
    this.logger = new Logger(work.of);
  }

  begin(): void {
    this.runAfter(this.work.everyMs);
  }

  async end(): Promise<void> {
    this.ending.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private runAfter(ms: number): void {
    if (this.ending.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.running = this.run();
    }, ms).unref();
  }

  private async run(): Promise<void> {
    let pauseMs: number | void = undefined;
    try {
      pauseMs = await this.work.run(this.ending.signal);
    } catch (error) {
      if (!this.ending.signal.aborted) this.logger.warn({ error: loggableError(error) }, this.work.failed);
    }
    this.runAfter(pauseMs ?? this.work.everyMs);
  }
}
