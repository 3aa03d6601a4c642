import { setTimeout as delay } from 'node:timers/promises';
import { Unavailable } from '#libs/http';

const ATTEMPTS = 20;
const PAUSE_MS = 500;

/**
 * Repeats what may be done twice for as long as the answer is "not now", which takes a failover or a restart along.
 * @param signal ends the repeating
 * @throws Unavailable after the last attempt; whatever else keeps it from being done, at once
 */
export async function whenDatabaseIsBack<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  for (let nth = 1; ; nth++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Unavailable) || signal.aborted || nth === ATTEMPTS) throw error;
      await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
