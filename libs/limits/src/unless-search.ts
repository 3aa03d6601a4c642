import { decodeCursor } from '#libs/http';
import type { RateClass, RouteClass } from './rate-class.js';

/** For lists: a request that looks for words is a search, also when it goes on by a cursor and does not say so again. */
export function unlessSearch(otherwise: RateClass): RouteClass {
  return ({ q, cursor }) => (q !== undefined || isOfSearch(cursor) ? 'search' : otherwise);
}

function isOfSearch(cursor: unknown): boolean {
  if (typeof cursor !== 'string') return false;
  try {
    return decodeCursor(cursor).filters['q'] !== undefined;
  } catch {
    // The operation refuses it, and says why.
    return false;
  }
}
