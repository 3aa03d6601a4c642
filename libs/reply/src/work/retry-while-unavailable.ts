import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from '#libs/http';

const ATTEMPTS = 20;
const PAUSE_MS = 500;

/**
 * Repeats what may be done twice for as long as the answer is 503: the database is away, as for a failover or a restart,
 * or too much waits for the chat. At most 20 times, 0.5 s apart.
 * @param signal ends the repeating
 * @throws ApiError 503 after the last attempt; any other error at once
 */
export async function retryWhileUnavailable<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  for (let nth = 1; ; nth++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 503) || signal.aborted || nth === ATTEMPTS) throw error;
      await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
