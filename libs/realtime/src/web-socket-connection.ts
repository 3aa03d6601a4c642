import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { MAX_BUFFERED } from '#libs/http';
import { FeedCloseCodes, POLICY_VIOLATION } from './close-codes.js';
import type { Connection, EndReason } from './connection.js';
import type { Frame } from './frame.js';

/** A WebSocket. Frames bypass `ws` and go to the socket whole, so they are not encoded for each connection. */
export class WebSocketConnection implements Connection {
  readonly kind = 'websocket';
  private isAlive = true;
  /** Why the server has ended it; the client need not say it back. */
  private own: number | undefined;
  private others = 1006;
  private isEnding = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly raw: Duplex,
  ) {
    socket.on('pong', () => (this.isAlive = true));
    socket.on('close', (code: number) => (this.others = code));
  }

  send(frame: Frame): void {
    if (this.isEnding) return;
    if (this.raw.writableLength > MAX_BUFFERED) this.end('slow');
    else this.raw.write(frame.webSocket);
  }

  drained(): Promise<void> {
    return Promise.resolve();
  }

  beat(): void {
    if (!this.isAlive) return this.socket.terminate();
    this.isAlive = false;
    this.socket.ping();
  }

  /** `closeTimeout` cuts off a client that does not answer the close. */
  end(reason: EndReason): void {
    this.close(FeedCloseCodes[reason].code, reason);
  }

  /** The client does what no client does. */
  refuse(why: string): void {
    this.close(POLICY_VIOLATION.code, why);
  }

  get code(): number {
    return this.own ?? this.others;
  }

  private close(code: number, why: string): void {
    this.isEnding = true;
    this.own ??= code;
    this.socket.close(code, why);
  }
}
