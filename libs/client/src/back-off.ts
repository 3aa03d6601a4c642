/** In milliseconds. */
export interface DelayBounds {
  readonly baseMs: number;
  readonly maxMs: number;
}

export const BACK_OFF: DelayBounds = { baseMs: 500, maxMs: 30_000 };

/**
 * Exponential back-off with full jitter: a random time up to base × 2^attempt, at most `maxMs`. Everybody who lost the
 * same server comes back spread over the whole time, not in waves.
 * @param attempt how many have failed in a row before this one, from 0
 * @param random from 0 to below 1
 */
export function backOff(attempt: number, { baseMs, maxMs }: DelayBounds, random = Math.random()): number {
  return random * Math.min(maxMs, baseMs * 2 ** attempt);
}

/** A random time between the two bounds. */
export function spread({ baseMs, maxMs }: DelayBounds, random = Math.random()): number {
  return baseMs + random * (maxMs - baseMs);
}
