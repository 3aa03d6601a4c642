import type { ChangedFrame } from './wire.js';

/** Frames that are kept; of further chats only the number is, and they are pulled. */
const MAX_FRAMES = 1_000;

export interface DueChat {
  readonly chatId: number;
  /** The highest number that was heard. */
  readonly seq: number;
  /** When it is all that was heard of the chat. */
  readonly frame: ChangedFrame | undefined;
}

/** The chats of which something is to be handled: one entry each, however much is heard. */
export class DueChats {
  private readonly due = new Map<number, DueChat>();

  get isEmpty(): boolean {
    return this.due.size === 0;
  }

  add(chatId: number, seq: number, frame?: ChangedFrame): void {
    const known = this.due.get(chatId);
    const isAlone = known === undefined && this.due.size < MAX_FRAMES;
    this.due.set(chatId, { chatId, seq: Math.max(seq, known?.seq ?? 0), frame: isAlone ? frame : undefined });
  }

  /** The next ones, which are then no longer due. */
  take(most: number): DueChat[] {
    const taken = [...this.due.values()].slice(0, most);
    for (const { chatId } of taken) this.due.delete(chatId);
    return taken;
  }
}
