import type { ChatHead } from '#libs/chat';
import type { Connection, EndReason } from './connection.js';
import { type Feed, HEARTBEAT_MS } from './feed.js';
import { Frame } from './frame.js';
import { HeldFrames } from './held-frames.js';

/** All chats of one person, over one connection. `hello` is the first frame. */
export class UserFeed implements Feed {
  private readonly frames: HeldFrames;
  private headsAt: number;
  /** When heads were last sent, by `performance.now()`. */
  toldAt = performance.now();

  constructor(
    readonly userId: string,
    readonly expiresAt: number,
    private readonly connection: Connection,
  ) {
    this.headsAt = soon(this.toldAt);
    this.frames = new HeldFrames(connection);
  }

  greet(epoch: string, chats: readonly ChatHead[], replies: readonly Frame[]): void {
    this.frames.release([Frame.of('hello', { epoch, chats, heartbeat_ms: HEARTBEAT_MS }), ...replies]);
  }

  hear(frame: Frame): void {
    this.frames.send(frame);
  }

  /** The other chats of the feed continue. */
  dismiss(frame: Frame): void {
    this.hear(frame);
  }

  missed(): void {
    this.headsAt = 0;
  }

  /** Whether heads are due: a random 15-30 s after the last ones. */
  isDue(now: number): boolean {
    return !this.frames.isHolding && this.headsAt <= now;
  }

  tell(heads: Frame, now: number): void {
    this.toldAt = now;
    this.headsAt = soon(now);
    this.connection.send(heads);
  }

  beat(): void {
    this.connection.beat();
  }

  end(reason: EndReason): void {
    this.connection.end(reason);
  }
}

function soon(now: number): number {
  return now + HEARTBEAT_MS * (0.5 + Math.random() / 2);
}
