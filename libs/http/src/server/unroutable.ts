import type { FastifyInstance } from 'fastify';
import { ApiError, refusal } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { sendProblem } from '../errors/problem.filter.js';

interface Route {
  readonly paths: RegExp;
  readonly methods: Set<string>;
}

/**
 * Refuses unknown routes before their body is read: 405 with `Allow` for a wrong method (RFC 9110, section 15.5.6), 404
 * for a wrong path. A route with `unlisted` in its config does not count.
 */
export function refuseUnroutable(server: FastifyInstance): void {
  const routes = new Map<string, Route>();
  server.addHook('onRoute', ({ url, method, config }) => {
    // The route `*`, by which @fastify/cors receives preflights.
    if (url === '*' || config?.unlisted === true) return;
    const route = routes.get(url) ?? { paths: pathsOf(url), methods: new Set() };
    routes.set(url, route);
    for (const one of [method].flat()) route.methods.add(one);
  });
  server.addHook('onRequest', (request, _reply, done) => {
    done(request.is404 ? unroutable(request.url, [...routes.values()]) : undefined);
  });
  // A request that is no preflight, or comes from a refused origin, reaches the route `*`.
  server.addHook('preParsing', (request, reply, payload, done) => {
    // That route is made before errors are answered as problems.
    if (request.routeOptions.url === '*') sendProblem(unroutable(request.url, [...routes.values()]), request, reply);
    else done(null, payload);
  });
}

function unroutable(url: string, routes: readonly Route[]): ApiError {
  const [path = '/'] = url.split('?', 1);
  const methods = new Set(routes.filter(({ paths }) => paths.test(path)).flatMap((route) => [...route.methods]));
  if (methods.size === 0) return refusal(HttpErrors.not_found);
  const allow = [...methods].sort().join(', ');
  return new ApiError(HttpErrors.method_not_allowed, `This path answers ${allow}.`, [], { allow });
}

/** Linear: no part of it can match what another does. */
function pathsOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part.startsWith(':')) return '[^/]+';
    return part === '*' ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}/?$`);
}
