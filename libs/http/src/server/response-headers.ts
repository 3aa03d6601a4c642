import { Buffer } from 'node:buffer';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import { ApiError, refusal } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { entityTag } from './entity-tag.js';
import { securityHeaders } from './security-headers.js';

/** Headers that every answer carries, and conditional GET where a route's config asks for it. */
export function addResponseHeaders(server: FastifyInstance): void {
  const constant = { ...securityHeaders(), 'cache-control': 'no-store' };
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(constant).header('x-request-id', request.id);
    done(isWellFormedQuery(request.url) ? undefined : malformedQuery());
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    const link = reply.getHeader('link');
    if (typeof link === 'string') void reply.header('link', below(request.publicAddress.path, link));
    const { revalidate } = request.routeOptions.config;
    if (revalidate !== true || reply.statusCode !== 200 || !isWhole(payload)) done(null, payload);
    else done(null, revalidated(request, reply, payload));
  });
}

function isWhole(payload: unknown): payload is string | Buffer {
  return typeof payload === 'string' || Buffer.isBuffer(payload);
}

/** A payload that was written before brings its tag with it. */
function revalidated(request: FastifyRequest, reply: FastifyReply, payload: string | Buffer): string | Buffer {
  const vary = [reply.getHeader('vary'), 'Authorization, Accept, Prefer'].filter((part) => part !== undefined);
  const etag = reply.getHeader('etag') ?? entityTag(payload);
  reply.headers({ etag, 'cache-control': 'private, no-cache', vary: vary.join(', ') });
  // Not the whole request: `Cache-Control: no-cache` is for caches in between, and fetch() adds it by itself.
  const known = fresh({ 'if-none-match': request.headers['if-none-match'] }, { etag });
  if (!known) return payload;
  reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return '';
}

/** The targets of a `Link` where clients reach them. */
function below(path: string, link: string): string {
  return path === '' ? link : link.replaceAll(/<(?=\/)/g, `<${path}`);
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
