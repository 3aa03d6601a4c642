import type { Connection, EndReason } from './connection.js';
import { HEARTBEAT_MS } from './feed.js';
import { Frame } from './frame.js';

/** Every chat of everybody, over one connection of a service. */
export class EveryChatFeed {
  constructor(
    readonly expiresAt: number,
    private readonly connection: Connection,
  ) {}

  /** `hello`: what changed up to now has to be looked for. `at` is the database's time, RFC 3339. */
  greet(epoch: string, at: string): void {
    this.connection.send(Frame.of('hello', { epoch, chats: [], heartbeat_ms: HEARTBEAT_MS, at }));
  }

  hear(frame: Frame): void {
    this.connection.send(frame);
  }

  beat(): void {
    this.connection.beat();
  }

  end(reason: EndReason): void {
    this.connection.end(reason);
  }
}
