import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { notedRefusal } from '../errors/noted-refusal.js';
import { MAX_ID } from '../fields/number-field.js';
import type { HttpMetrics } from './http-metrics.js';
import { whenClosed } from './when-closed.js';
import type { TrustedProxies } from './trusted-proxies.js';

/** Who asked for something, and from where; names and numbers only. */
export interface Trail {
  readonly request_id: string;
  readonly client_address: string;
}

/** The caller, and the user that it acts for. */
export interface Acting {
  /** The holder of the token. */
  readonly caller_id?: string | undefined;
  /** The user that the request is about: the caller, or the one that a service named. */
  readonly user_id?: string | undefined;
}

interface Log {
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  readonly proxies: TrustedProxies;
  readonly actingOf: (request: FastifyRequest) => Acting;
}

/** What balancers and Prometheus ask every few seconds. */
const PROBES = /^\/(?:health\/|metrics)/;

/**
 * Writes one log line and one metric per answered request: who, for which chat, from where, and the result; no token,
 * query or message text. When the caller left before the end of the answer, it has `aborted`.
 */
export function logRequests(server: FastifyInstance, { logger, metrics, proxies, actingOf }: Log): void {
  server.addHook('onRequest', (request, reply, done) => {
    const begun = performance.now();
    // Nothing is computed for a line that is not written.
    const isLogged = logger.isLevelEnabled('info');
    const address = isLogged ? proxies.addressOf(request.raw) : '';
    whenClosed(reply.raw, () => {
      const { routeOptions, method } = request;
      const route = routeOptions.url ?? '(none)';
      const milliseconds = performance.now() - begun;
      const status = statusOf(reply.raw);
      if (reply.raw.writableFinished) metrics.observe(method, route, status, milliseconds / 1000);
      if (!isLogged) return;
      request.log[PROBES.test(route) || isPreflight(request.raw, status) ? 'debug' : 'info'](
        {
          method,
          route,
          status,
          ...notedRefusal(reply.raw),
          ...(!reply.raw.writableFinished && { aborted: true }),
          duration_ms: Math.round(milliseconds * 100) / 100,
          ...idsOf(request),
          ...actingOf(request),
          client_address: address,
        },
        'request',
      );
    });
    done();
  });
}

/** The status of an answer that never began: 499, as proxies use it. */
function statusOf(answer: ServerResponse): number {
  return answer.headersSent ? answer.statusCode : 499;
}

function isPreflight({ method, headers }: IncomingMessage, status: number): boolean {
  return method === 'OPTIONS' && 'access-control-request-method' in headers && status === 204;
}

/** The ids of the path, where they are ids. */
function idsOf({ params }: FastifyRequest): Record<string, number> {
  const given = Object.entries((params ?? {}) as Record<string, string>);
  return Object.fromEntries(
    given.filter(([name, id]) => name.endsWith('_id') && isId(id)).map(([name, id]) => [name, Number(id)]),
  );
}

function isId(text: string): boolean {
  return /^[1-9]\d{0,15}$/.test(text) && Number(text) <= MAX_ID;
}
