import { Logger } from '@nestjs/common';
import { DatabaseUnavailable } from '#libs/database';
import { loggableError } from '#libs/http';
import { type ClaimedWork, type MessageWorkService } from '#libs/message';

/** Why work is given up before it is done. */
export type AbortReason = 'lost' | 'cancelled' | 'shutdown';

/** Holds claimed work for as long as this process is at it; says so when it may not go on. */
export class Lease {
  private readonly logger = new Logger(Lease.name);
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

  /** Aborted with an {@link AbortReason}. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get end(): AbortReason | undefined {
    return this.signal.aborted ? (this.signal.reason as AbortReason) : undefined;
  }

  /** Asks the database whether the work is still held, and holds it longer. */
  async check(): Promise<void> {
    try {
      const isCancelled = await this.service.renew(this.work, this.seconds);
      if (isCancelled === undefined) this.giveUp('lost');
      else if (isCancelled) this.giveUp('cancelled');
    } catch (error) {
      // While the database is away, what is written next finds out whether the lease has outlasted it.
      if (error instanceof DatabaseUnavailable) return;
      const about = { chat_id: this.work.chatId, message_id: this.work.messageId };
      this.logger.error({ ...about, error: loggableError(error) }, 'a lease was not renewed');
    }
  }

  giveUp(why: AbortReason): void {
    this.controller.abort(why);
  }

  /** Of the timer alone: the work stays held until the lease is over, or is given back. */
  stopRenewing(): void {
    clearInterval(this.timer);
  }
}
