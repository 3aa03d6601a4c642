import type { Database, Tx } from './database.js';

/** What was found, and why its work failed, if it did: then nothing of it was written. */
export interface Taken<Found> {
  readonly found: Found;
  readonly failure?: unknown;
}

/**
 * Does the work of the next of many that wait, in one transaction. A failure is returned with what it was found for, so
 * that one that fails can be passed over.
 * @param next finds and locks it
 * @returns undefined when there is none
 * @throws what `next` throws
 */
export async function takeNext<Found>(
  database: Database,
  next: (tx: Tx) => Promise<Found | undefined>,
  work: (tx: Tx, found: Found) => Promise<void>,
): Promise<Taken<Found> | undefined> {
  let taken: Taken<Found> | undefined;
  try {
    await database.transaction(async (tx) => {
      taken = undefined;
      const found = await next(tx);
      if (found === undefined) return;
      taken = { found };
      await work(tx, found);
    });
    return taken;
  } catch (failure) {
    if (taken === undefined) throw failure;
    return { ...(taken as Taken<Found>), failure };
  }
}
