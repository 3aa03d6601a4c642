import type { DelayBounds } from './back-off.js';
import { ClientError } from './client-error.js';
import { Retry } from './retry.js';
import { Slots } from './slots.js';
import type { ReadUpTo } from './stored.js';

/** Chats whose receipts are sent at once. */
const MAX_CHATS_AT_ONCE = 4;

/** Chats of which it is kept how far they are read: of more, the latest. */
const MAX_KEPT = 1_000;

export interface ReadReceiptsOptions {
  readonly backOff: DelayBounds;
  readonly stopped: AbortSignal;
  /** Tells the server that this message and all before it are read. */
  readonly send: (messageId: number) => Promise<unknown>;
  /** How far the user has read as far as is known here; 0 when nothing is. */
  readonly readUpTo: (chatId: number) => number;
  /** Saves what the server does not know yet. */
  readonly keep: (unsent: readonly ReadUpTo[]) => void;
  readonly onError: (error: ClientError) => void;
}

/** How far the user has read, until the server knows: of each chat the latest only. */
export class ReadReceipts {
  private readonly wanted = new Map<number, number>();
  private readonly slots: Slots;
  private readonly retries: Retry;

  constructor(private readonly options: ReadReceiptsOptions) {
    this.slots = new Slots(MAX_CHATS_AT_ONCE, options.stopped);
    this.retries = new Retry(options.backOff, options.stopped);
  }

  /** Sends what an earlier life of the application left. */
  restore(stored: readonly ReadUpTo[]): void {
    const left = stored.filter(({ chatId, messageId }) => this.isNew(chatId, messageId));
    for (const { chatId, messageId } of left) this.wanted.set(chatId, messageId);
    for (const { chatId } of left) void this.sendLatest(chatId);
    if (this.wanted.size > 0) this.keep();
  }

  /** Nothing, when the user has read as far already. */
  read(chatId: number, messageId: number): void {
    if (!this.isNew(chatId, messageId)) return;
    this.wanted.set(chatId, messageId);
    this.keep();
    void this.sendLatest(chatId);
  }

  /** There may be a network again: what waits for its next attempt is tried now. */
  wake(): void {
    this.retries.wake();
  }

  /** One request at a time, until the latest is answered. */
  private sendLatest(chatId: number): Promise<void> {
    return this.retries.untilDone(chatId, () =>
      this.wanted.has(chatId) ? this.slots.run(() => this.send(chatId)) : undefined,
    );
  }

  /** Resolves when the server has decided about it. @throws why it is to be sent again */
  private async send(chatId: number): Promise<void> {
    const messageId = this.wanted.get(chatId) ?? 0;
    try {
      await this.options.send(messageId);
    } catch (error) {
      if (!(error instanceof ClientError) || error.isTransient) throw error;
      // What is not there any more has no reader.
      if (error.status !== 404) this.options.onError(error);
    }
    if (this.wanted.get(chatId) !== messageId) return;
    this.wanted.delete(chatId);
    this.keep();
  }

  private isNew(chatId: number, messageId: number): boolean {
    return messageId > Math.max(this.wanted.get(chatId) ?? 0, this.options.readUpTo(chatId));
  }

  private keep(): void {
    const unsent = [...this.wanted].slice(-MAX_KEPT);
    this.options.keep(unsent.map(([chatId, messageId]) => ({ chatId, messageId })));
  }
}
