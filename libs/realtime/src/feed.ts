import type { ChangedFrame } from './changed-frame.js';
import type { Frame } from './frame.js';

/** Something comes over every feed at least this often, in ms. */
export const HEARTBEAT_MS = 30_000;

/** Somebody who hears of changes: an open connection, or a request that waits. */
export interface Feed {
  /** Undefined for a service that listens to one chat as itself. */
  readonly userId: string | undefined;
  hear(frame: Frame | ChangedFrame): void;
  /** The last frame of a chat that is not theirs any more. */
  dismiss(frame: ChangedFrame): void;
  /** Frames may have been missed. */
  lost(): void;
}
