import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import { ApiError, refusal } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { securityHeaders } from './security-headers.js';

interface CachePolicy {
  /** The answer carries an `ETag` and may be revalidated (RFC 9110, section 13). */
  readonly revalidate?: boolean;
}

/** Headers that every answer carries, and conditional GET where a route's config asks for it. */
export function addResponseHeaders(server: FastifyInstance): void {
  const constant = { ...securityHeaders(), 'cache-control': 'no-store' };
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(constant).header('x-request-id', request.id);
    done(isWellFormedQuery(request.url) ? undefined : malformedQuery());
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    const { revalidate } = request.routeOptions.config as CachePolicy;
    if (revalidate !== true || reply.statusCode !== 200 || typeof payload !== 'string') done(null, payload);
    else done(null, revalidated(request, reply, payload));
  });
}

function revalidated(request: FastifyRequest, reply: FastifyReply, payload: string): string {
  const vary = [reply.getHeader('vary'), 'Authorization, Accept, Prefer'].filter((part) => part !== undefined);
  reply.headers({ etag: etag(payload), 'cache-control': 'private, no-cache', vary: vary.join(', ') });
  // Not the whole request: `Cache-Control: no-cache` is for caches in between, and fetch() adds it by itself.
  const known = fresh({ 'if-none-match': request.headers['if-none-match'] }, { etag: reply.getHeader('etag') });
  if (!known) return payload;
  reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return '';
}

/** As the `etag` package makes them, by Node's hash in one call, which costs half. */
function etag(payload: string): string {
  return `"${Buffer.byteLength(payload).toString(16)}-${hash('sha1', payload, 'base64').slice(0, 27)}"`;
}

function isWellFormedQuery(url: string): boolean {
  const start = url.indexOf('?');
  if (start === -1 || !url.includes('%', start)) return true;
  try {
    decodeURIComponent(url.slice(start + 1));
    return true;
  } catch {
    return false;
  }
}

function malformedQuery(): ApiError {
  return refusal(HttpErrors.malformed_url);
}
