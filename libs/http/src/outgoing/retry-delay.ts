const MAX_RETRIES = 2;
const BASE_MS = 500;
/** A server that asks for a longer wait, in seconds, is not asked again. */
const LONGEST_WAIT = 20;

interface Failure {
  /** Whether the same request may succeed a moment later. */
  readonly isPassing: boolean;
  /** What the server asks to wait, in seconds. */
  readonly retryAfter?: number;
}

/**
 * How long to wait before a request is repeated, in ms: exponential back-off with full jitter, or the wait that the
 * server asks for.
 * @param attempt the failed attempts before this one, from 0
 * @param random from 0 to below 1
 * @returns undefined when the request is not repeated
 */
export function retryDelay(
  { isPassing, retryAfter = 0 }: Failure,
  attempt: number,
  random = Math.random(),
): number | undefined {
  if (!isPassing || attempt >= MAX_RETRIES || retryAfter > LONGEST_WAIT) return undefined;
  return Math.round(Math.max(retryAfter * 1_000, random * BASE_MS * 2 ** attempt));
}
