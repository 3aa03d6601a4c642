import { backOff, type DelayBounds } from './back-off.js';
import { ClientError } from './client-error.js';
import { pause } from './waiting.js';

/**
 * Waits before what has failed is tried again: as long as the server asked for, and then the back-off.
 * @param error why it failed
 * @param attempt how many have failed in a row before this one, from 0
 * @param wakeUp ends the back-off alone: the client never comes earlier than the server asked
 */
export async function pauseBeforeRetry(
  error: unknown,
  attempt: number,
  bounds: DelayBounds,
  stopped: AbortSignal,
  ...wakeUp: readonly AbortSignal[]
): Promise<void> {
  await pauseAsAsked(error, stopped);
  await pause(backOff(attempt, bounds), stopped, ...wakeUp);
}

/** As long as the server asked for with this error; not at all with any other. */
export async function pauseAsAsked(error: unknown, stopped: AbortSignal): Promise<void> {
  const ms = error instanceof ClientError ? error.retryAfterMs : undefined;
  if (ms !== undefined) await pause(ms, stopped);
}
