import type { FeedEnd } from './feed-end.js';
import type { Frame } from './wire.js';

/** Told by a connection; nothing more is told once it has ended. */
export interface FeedListener {
  /** It stands. `send` is given where the client may say something too. */
  opened(send?: (text: string) => void): void;
  /** Something came, if only a heartbeat. */
  alive(): void;
  frame(frame: Frame): void;
}

/** Connects once and resolves when that connection has ended, at the latest when the signal aborts; may reject instead. */
export type FeedTransport = (token: string, listener: FeedListener, signal: AbortSignal) => Promise<FeedEnd>;

/** The query of a feed; without a user it is of every chat, for a service. */
export function ofUser(userId: string | undefined): string {
  return userId === undefined ? '' : `?user_id=${encodeURIComponent(userId)}`;
}
