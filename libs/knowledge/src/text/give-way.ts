import { setImmediate } from 'node:timers/promises';

const SLICE_MS = 10;

/** Goes through what takes long to compute in slices of about 10 ms, between which other requests have their turn. */
export async function* inSlices<T>(items: Iterable<T>): AsyncGenerator<T> {
  let since = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - since < SLICE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
}
