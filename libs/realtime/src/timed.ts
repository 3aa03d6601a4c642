import type { EndReason } from './connection.js';

/** Something comes over every feed at least this often, in ms. */
export const HEARTBEAT_MS = 30_000;

/** An open connection, as far as time concerns it. */
export interface Timed {
  /** When the token ends, in ms since 1970. */
  readonly expiresAt: number;
  beat(): void;
  end(reason: EndReason): void;
}
