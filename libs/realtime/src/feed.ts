import type { ChangedFrame } from './changed-frame.js';
import type { Frame } from './frame.js';

/** In ms. Every feed sends something at least this often. */
export const HEARTBEAT_MS = 30_000;

/** Receives the frames of chats: an open connection, or a request that waits. */
export interface Feed {
  /** Undefined for a service that listens to one chat as itself. */
  readonly userId: string | undefined;
  hear(frame: Frame | ChangedFrame): void;
  /** The last frame of a chat that the user may no longer see. */
  dismiss(frame: ChangedFrame): void;
  /** Frames may have been missed. */
  missed(): void;
}
