import type { Frame } from './frame.js';

/** Why the server ends a connection. */
export type EndReason = 'expired' | 'slow' | 'restart' | 'failed' | 'over';

/** The server's end of an open connection. */
export interface Connection {
  /** Never waits. A client that leaves 1 MiB unread is sent away instead. */
  send(frame: Frame, isNumbered?: boolean): void;
  /** Resolves when the client has read nearly everything; rejects when that takes too long. */
  drained(): Promise<void>;
  /** Keeps the connection open, and detects a client that is gone. */
  beat(): void;
  end(reason: EndReason): void;
  readonly kind: 'websocket' | 'event_stream';
  /** With which it ended, once it has. */
  readonly code: number;
}
