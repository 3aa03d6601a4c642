import DataLoader from 'dataloader';

const MAX_TOGETHER = 100;

/**
 * Reads that begin in the same turn of the event loop ask the database once: what a statement costs beside its rows is paid
 * once by all of them. Nothing waits when there is nothing to share, and nothing is remembered.
 * @param read answers for each key, in their order; when it fails, each of them fails
 * @param most keys of one statement
 */
export function readTogether<Key, Value>(
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
  most = MAX_TOGETHER,
): { load(key: Key): Promise<Value> } {
  return new DataLoader(read, { cache: false, maxBatchSize: most, batchScheduleFn: setImmediate });
}
