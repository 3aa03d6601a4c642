import { ClientError } from './client-error.js';
import { pauseAsAsked } from './retry-pause.js';

/**
 * Runs a bounded number of tasks at once; the others wait for their turn, first come, first served. When the server
 * refuses one as too many of its class, none begins before the server allows it: it would be refused as well.
 */
export class Slots {
  private readonly waiting: (() => void)[] = [];
  private free: number;
  private allowed: Promise<void> | undefined;

  /** @param stopped ends the waiting for the server; tasks see for themselves that it has */
  constructor(
    count: number,
    private readonly stopped: AbortSignal,
  ) {
    this.free = count;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      if (this.allowed !== undefined) await this.allowed;
      return await task();
    } catch (error) {
      if (isOfAll(error)) this.allowed = pauseAsAsked(error, this.stopped);
      throw error;
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }
}

/** Not every message opens a reply: those that do not are sent meanwhile. */
function isOfAll(error: unknown): boolean {
  return error instanceof ClientError && error.rateClass !== undefined && error.rateClass !== 'reply';
}
