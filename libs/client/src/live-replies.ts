import type { DelayBounds } from './back-off.js';
import type { ChatReplica } from './chat-replica.js';
import type { MessagePages } from './message-pages.js';
import { pauseBeforeRetry } from './retry-pause.js';
import type { Slots } from './slots.js';
import type { DeltaFrame } from './wire.js';

/** Pieces of text that may wait for a reply to be read; what is beyond them is read again. */
const MAX_EARLY = 100;

export interface LiveRepliesOptions {
  readonly replica: ChatReplica;
  readonly pages: MessagePages;
  /** Shared by all chats: bounds what is read at once. */
  readonly slots: Slots;
  readonly backOff: DelayBounds;
  /** Aborts when the chat is closed. */
  readonly signal: AbortSignal;
  readonly onChanged: () => void;
  /** Told of the chat's number as it was read. */
  readonly onHead: (seq: number) => void;
}

/** The replies of one chat while they are written: adds their text as it comes, and reads what is missing between. */
export class LiveReplies {
  /** By message that is being read: the pieces that came meanwhile, or asked for it. */
  private readonly early = new Map<number, DeltaFrame[]>();
  private failures = 0;

  constructor(private readonly options: LiveRepliesOptions) {}

  hear(delta: DeltaFrame): void {
    const early = this.early.get(delta.message_id);
    if (early !== undefined) {
      if (early.length < MAX_EARLY) early.push(delta);
      return;
    }
    const verdict = this.options.replica.addText(delta);
    if (verdict === 'apply') this.options.onChanged();
    if (verdict === 'pull') void this.read(delta);
  }

  private async read(delta: DeltaFrame): Promise<void> {
    const { replica, signal, onChanged } = this.options;
    const { message_id: id } = delta;
    const early = [delta];
    this.early.set(id, early);
    try {
      await this.readText(id);
      this.failures = 0;
    } catch (error) {
      await pauseBeforeRetry(error, this.failures++, this.options.backOff, signal);
    }
    this.early.delete(id);
    if (signal.aborted) return;
    for (const one of early) replica.addText(one);
    onChanged();
  }

  private async readText(id: number): Promise<void> {
    const { replica, pages, slots, onHead } = this.options;
    const { data, last_seq } = await slots.run(() => pages.around(id));
    for (const message of data) replica.takeText(message);
    onHead(last_seq);
  }
}
