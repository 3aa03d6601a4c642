import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { loggableRefusal } from '../errors/noted-refusal.js';
import { toApiError } from '../errors/to-api-error.js';
import { sendProblem } from '../errors/problem.filter.js';
import { limitAnswers } from './answer-limit.js';
import { modeConstraint } from './negotiation.js';
import type { TrustedProxies } from './trusted-proxies.js';
import { UpgradableRequest } from './upgradable-request.js';
import { refuseUnparsable } from './parser-errors.js';
import { EarlyAnswer } from './early-answer.js';

declare module 'fastify' {
  /** What a route says of itself, by `@RouteConfig`; lib limits adds its class of requests. */
  interface FastifyContextConfig {
    /** The largest body, in bytes; 1 MiB unless given. */
    bodyLimit?: number;
    /** In ms, instead of the usual time for an answer. */
    answerWithinMs?: number;
    /** Its answers carry an `ETag` and may be revalidated (RFC 9110, section 13). */
    revalidate?: boolean;
    /** It does not count among the routes that a wrong path or method is told of. */
    unlisted?: boolean;
  }
}

/** The longest path parameter: 64 bytes of a reaction, each percent-encoded, and some room. */
const MAX_PARAMETER_LENGTH = 1024;

interface ServerOptions {
  readonly keepAliveMs: number;
  readonly proxies: TrustedProxies;
}

export function createAdapter(logger: Logger, { keepAliveMs, proxies }: ServerOptions): FastifyAdapter {
  return new FastifyAdapter({
    // Node would answer a missing Host without a body: request-head.ts answers with a problem.
    http: { IncomingMessage: UpgradableRequest, ServerResponse: EarlyAnswer, requireHostHeader: false },
    loggerInstance: logger,
    // request-log.ts writes one line per request instead.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: requestIdOf,
    requestTimeout: 60_000,
    keepAliveTimeout: keepAliveMs,
    trustProxy: proxies.trusts,
    bodyLimit: 1_048_576,
    // While draining, what was already accepted is answered, not refused.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // Errors of the router itself never reach Nest's filters.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      // No hook is called for them, so the usual line is not written.
      const refusal = toApiError(error);
      const client_address = proxies.addressOf(request.raw);
      request.log.info({ status: refusal.status, ...loggableRefusal(refusal), client_address }, 'request refused');
      sendProblem(refusal, request, reply);
    },
    clientErrorHandler: (error, socket) => refuseUnparsable(error, socket, logger),
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: MAX_PARAMETER_LENGTH,
      constraints: { mode: modeConstraint },
    },
  });
}

/** The caller's `X-Request-Id` when it is 1-128 visible ASCII characters, else a new UUID. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\x21-\x7e]{1,128}$/.test(given) ? given : randomUUID();
}

/** Routes set the largest body and the time for an answer in their config. */
export function applyRouteLimits(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    const { bodyLimit } = route.config ?? {};
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
  limitAnswers(server);
}
