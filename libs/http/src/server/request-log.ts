import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HttpMetrics } from './http-metrics.js';

/** One line and one observation per answered request: names and numbers, no token, no text of a message. */
export function logRequests(
  server: FastifyInstance,
  metrics: HttpMetrics,
  userOf: (request: FastifyRequest) => string | undefined,
): void {
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(none)';
    const seconds = reply.elapsedTime / 1000;
    metrics.observe(request.method, route, reply.statusCode, seconds);
    request.log.info(
      {
        method: request.method,
        route,
        status: reply.statusCode,
        duration_ms: Math.round(reply.elapsedTime * 100) / 100,
        user_id: userOf(request),
      },
      'request',
    );
    done();
  });
}
