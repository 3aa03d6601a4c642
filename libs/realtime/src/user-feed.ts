import type { ChatHead } from '#libs/chat';
import { MAX_BUFFERED } from '#libs/http';
import type { Connection, EndReason } from './connection.js';
import { type Feed, HEARTBEAT_MS } from './feed.js';
import { Frame } from './frame.js';

/** All chats of one person, over one connection. `hello` is the first frame. */
export class UserFeed implements Feed {
  private held: Frame[] | undefined = [];
  private heldLength = 0;
  private headsAt: number;
  /** When heads were last sent, by `performance.now()`. */
  toldAt = performance.now();

  constructor(
    readonly userId: string,
    readonly expiresAt: number,
    private readonly connection: Connection,
  ) {
    this.headsAt = soon(this.toldAt);
  }

  greet(epoch: string, chats: readonly ChatHead[], replies: readonly Frame[]): void {
    this.connection.send(Frame.of('hello', { epoch, chats, heartbeat_ms: HEARTBEAT_MS }));
    for (const frame of replies) this.connection.send(frame);
    const held = this.held ?? [];
    this.held = undefined;
    for (const frame of held) this.connection.send(frame);
  }

  hear(frame: Frame): void {
    if (this.held === undefined) return this.connection.send(frame);
    this.held.push(frame);
    this.heldLength += frame.length;
    if (this.heldLength > MAX_BUFFERED) this.connection.end('slow');
  }

  /** The other chats of the feed continue. */
  dismiss(frame: Frame): void {
    this.hear(frame);
  }

  lost(): void {
    this.headsAt = 0;
  }

  /** Whether heads are due: a random 15-30 s after the last ones. */
  isDue(now: number): boolean {
    return this.held === undefined && this.headsAt <= now;
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
