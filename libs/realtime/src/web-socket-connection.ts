import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { MAX_BUFFERED } from '#libs/http';
import { FeedCloseCodes } from './close-codes.js';
import type { Connection, EndReason } from './connection.js';
import type { Frame } from './frame.js';

/** A WebSocket. Frames bypass `ws` and go to the socket whole, so they are not encoded for each connection. */
export class WebSocketConnection implements Connection {
  private isAlive = true;
  private isEnding = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly raw: Duplex,
  ) {
    socket.on('pong', () => (this.isAlive = true));
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
    this.isEnding = true;
    this.socket.close(FeedCloseCodes[reason].code, reason);
  }
}
