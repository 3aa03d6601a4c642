import type { DelayBounds } from './back-off.js';
import { ClientError } from './client-error.js';
import { pauseBeforeRetry } from './retry-pause.js';
import { Slots } from './slots.js';

/** Chats of which it is told at once. */
const MAX_CHATS_AT_ONCE = 4;

export interface ReadReceiptsOptions {
  readonly backOff: DelayBounds;
  readonly stopped: AbortSignal;
  /** Tells the server that this message and all before it are read. */
  readonly tell: (messageId: number) => Promise<unknown>;
  /** How far the user has read as far as is known here; 0 when nothing is. */
  readonly readUpTo: (chatId: number) => number;
  readonly onError: (error: ClientError) => void;
}

/** How far the user has read, until the server knows: of each chat the latest only. */
export class ReadReceipts {
  private readonly wanted = new Map<number, number>();
  private readonly slots: Slots;
  private wakeUp = new AbortController();

  constructor(private readonly options: ReadReceiptsOptions) {
    this.slots = new Slots(MAX_CHATS_AT_ONCE, options.stopped);
  }

  /** Nothing, when the user has read as far already. */
  read(chatId: number, messageId: number): void {
    const before = this.wanted.get(chatId);
    if (messageId <= Math.max(before ?? 0, this.options.readUpTo(chatId))) return;
    this.wanted.set(chatId, messageId);
    if (before === undefined) void this.tellAll(chatId);
  }

  /** There may be a network again: whatever waits for its next attempt does not wait longer. */
  wake(): void {
    this.wakeUp.abort();
    this.wakeUp = new AbortController();
  }

  /** One request at a time, until the latest is answered. */
  private async tellAll(chatId: number): Promise<void> {
    const { stopped } = this.options;
    for (let failures = 0; this.wanted.has(chatId) && !stopped.aborted;) {
      const { signal } = this.wakeUp;
      try {
        await this.slots.run(() => this.tell(chatId));
        failures = 0;
      } catch (error) {
        await pauseBeforeRetry(error, failures, this.options.backOff, stopped, signal);
        failures = signal.aborted ? 0 : failures + 1;
      }
    }
  }

  /** Resolves when the server has decided about it. @throws why it is to be told again */
  private async tell(chatId: number): Promise<void> {
    const messageId = this.wanted.get(chatId) ?? 0;
    try {
      await this.options.tell(messageId);
    } catch (error) {
      if (!(error instanceof ClientError) || error.isTransient) throw error;
      // What is not there any more has no reader.
      if (error.status !== 404) this.options.onError(error);
    }
    if (this.wanted.get(chatId) === messageId) this.wanted.delete(chatId);
  }
}
