import { decodeCursor } from '#libs/http';

/** Classes of requests by their cost; each has its own limit. */
export const RATE_CLASSES = ['read', 'write', 'search', 'connect', 'reply'] as const;

export type RateClass = (typeof RATE_CLASSES)[number];

type Query = Readonly<Record<string, unknown>>;

/** The class of a route's requests: always the same, or depending on the query. */
export type RouteClass = RateClass | ((query: Query) => RateClass);

declare module 'fastify' {
  interface FastifyContextConfig {
    limit?: RouteClass;
  }
}

export function classOf(route: RouteClass, query: unknown): RateClass {
  return typeof route === 'function' ? route(query as Query) : route;
}

/** For lists: a request with `q` is a search, also when it continues by a cursor and does not repeat `q`. */
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
