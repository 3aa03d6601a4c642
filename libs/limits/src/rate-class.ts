import { decodeCursor } from '#libs/http';

/** What requests cost, roughly; each class is limited by itself. */
export const RATE_CLASSES = ['read', 'write', 'search', 'connect', 'reply'] as const;

export type RateClass = (typeof RATE_CLASSES)[number];

type Query = Readonly<Record<string, unknown>>;

/** The class of a route's requests: one for all of them, or by what they ask for. */
export type RouteClass = RateClass | ((query: Query) => RateClass);

/** The part of a route's config that says it. */
export interface LimitedRoute {
  readonly limit?: RouteClass;
}

export function classOf(route: RouteClass, query: unknown): RateClass {
  return typeof route === 'function' ? route(query as Query) : route;
}

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
