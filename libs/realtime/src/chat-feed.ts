import { type ChangePage, isNotFound } from './change-reader.js';
import { bareFrame, ChangedFrame } from './changed-frame.js';
import type { Connection, EndReason } from './connection.js';
import type { Feed } from './feed.js';
import type { Frame } from './frame.js';
import { HeldFrames } from './held-frames.js';

/**
 * One chat over one event stream. It applies the client's sync rule on the server: it reads what is missing, so a
 * reader may apply every seq greater than its last one.
 */
export class ChatFeed implements Feed {
  private isReading = false;
  /** Deltas and typing received before the text so far was sent: text must arrive in order. */
  private readonly live: HeldFrames;
  private heardUpTo: number;

  /** Everything up to `seq` has been sent. `since` reads the changes after a seq that `userId` may see. */
  constructor(
    readonly chatId: number,
    readonly userId: string | undefined,
    readonly expiresAt: number,
    private seq: number,
    private readonly connection: Connection,
    private readonly since: (seq: number) => AsyncGenerator<ChangePage>,
  ) {
    this.heardUpTo = seq;
    this.live = new HeldFrames(connection);
  }

  hear(frame: Frame | ChangedFrame): void {
    if (!(frame instanceof ChangedFrame)) return this.live.send(frame);
    this.heardUpTo = Math.max(this.heardUpTo, frame.seq);
    if (this.isReading || frame.seq <= this.seq) return;
    if (frame.after > this.seq) void this.read();
    else this.passChange(frame);
  }

  /** Sends the text so far of open replies, then what was received meanwhile. */
  greet(replies: readonly Frame[]): void {
    this.live.release(replies);
  }

  /** Sent without an event id: a client that reconnects must not skip what it was not sent. */
  dismiss(frame: ChangedFrame): void {
    this.connection.send(frame);
    this.connection.end('over');
  }

  missed(): void {
    void this.read();
  }

  /** The chat has reached this seq; a lost hint is noticed here. */
  isAt(seq: number): void {
    if (seq > this.seq) void this.read();
  }

  /** Sends what is missing, no faster than the client reads it. */
  async read(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    try {
      do {
        for await (const { frames } of this.since(this.seq))
          for (const frame of frames) {
            this.passChange(frame);
            await this.connection.drained();
          }
      } while (this.heardUpTo > this.seq);
    } catch (error) {
      if (isNotFound(error)) this.dismiss(bareFrame(this.chatId, this.seq, Math.max(this.heardUpTo, this.seq + 1)));
      else this.connection.end('failed');
    } finally {
      this.isReading = false;
    }
  }

  beat(): void {
    this.connection.beat();
  }

  end(reason: EndReason): void {
    this.connection.end(reason);
  }

  private passChange(frame: ChangedFrame): void {
    if (frame.seq <= this.seq) return;
    this.seq = frame.seq;
    this.connection.send(frame, true);
  }
}
