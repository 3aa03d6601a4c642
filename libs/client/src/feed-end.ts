import { backOff, type DelayBounds, spread } from './back-off.js';

/**
 * How a feed ended. `expired`: its token did. `slow`: the server dropped a reader that did not keep up. `restart`: the
 * server goes away and comes back. `refused`: it never began, and the token may be why. `lost`: anything else.
 */
export type FeedEnd = 'expired' | 'slow' | 'restart' | 'refused' | 'lost';

const CLOSE_CODES: Readonly<Record<number, FeedEnd>> = { 4401: 'expired', 4408: 'slow', 1012: 'restart' };

/** @param code the WebSocket close code, RFC 6455 section 7.4 */
export function feedEndOf(code: number): FeedEnd {
  return CLOSE_CODES[code] ?? 'lost';
}

export interface ReconnectBounds {
  readonly backOff: DelayBounds;
  /** After a restart of the server, within which everybody comes back. */
  readonly restart: DelayBounds;
}

/**
 * How long to wait before the next connection, in milliseconds.
 * @param attempt connections in a row that ended before their `hello`; a client that gets none waits, for any reason
 */
export function reconnectDelay(
  end: FeedEnd,
  attempt: number,
  bounds: ReconnectBounds,
  random: number = Math.random(),
): number {
  if (end === 'restart') return spread(bounds.restart, random);
  const isAtOnce = (end === 'expired' || end === 'slow') && attempt === 0;
  return isAtOnce ? 0 : backOff(attempt, bounds.backOff, random);
}
