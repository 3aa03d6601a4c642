import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { ApiError, refusal } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { JsonScan, parseJson } from './json-scan.js';

/**
 * Reads `application/json` bodies (RFC 8259, UTF-8) and refuses what cannot be stored exactly as sent. An empty body
 * counts as none, with any content type; every other type is 415.
 */
export function acceptJsonOnly(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    if (request.headers['content-length'] === '0') delete request.headers['content-type'];
    done();
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>(/^application\/json(\s*;|$)/i, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(body));
    } catch (error) {
      done(error as Error);
    }
  });
  server.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (_request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else done(refusal(HttpErrors.unsupported_media_type));
  });
}

/** A byte-order mark in front means nothing (RFC 8259, section 8.1). */
export function parseJsonBody(bytes: Buffer): Record<string, unknown> | undefined {
  const json = startsWithMark(bytes) ? bytes.subarray(3) : bytes;
  if (json.length === 0) return undefined;
  if (!isUtf8(json)) throw new ApiError(HttpErrors.malformed_body, 'The body is not UTF-8.');
  const heavy = new JsonScan(json).run();
  if (heavy === undefined) return parseJson(json.toString()) as Record<string, unknown>;
  // The rest of a refused body is not needed.
  const before = parseJson(`${json.toString('utf8', 0, heavy.start)}null}`) as Record<string, unknown>;
  return { ...before, [heavy.key]: heavy.value };
}

function startsWithMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
