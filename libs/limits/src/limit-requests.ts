import type { FastifyInstance } from 'fastify';
import { classOf } from './rate-class.js';
import type { RateLimits } from './rate-limits.js';

/**
 * Counts every request of a known caller before its body is read. A route below `prefix` that does not say its class in
 * its config (`limit`) stops the start.
 */
export function limitRequests(server: FastifyInstance, prefix: string, limits: RateLimits): void {
  server.addHook('onRoute', ({ url, method, config }) => {
    if (url.startsWith(prefix) && config?.limit === undefined)
      throw new Error(`${String(method)} ${url} does not say of which class its requests are`);
  });
  server.addHook('onRequest', async (request, reply) => {
    const { caller } = request;
    const { limit } = request.routeOptions.config;
    if (caller === undefined || limit === undefined) return;
    const headers = await limits.take(caller, classOf(limit, request.query));
    if (headers !== undefined) reply.headers({ ...headers });
  });
}
