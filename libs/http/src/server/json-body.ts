import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { isJsonObject } from '../fields/metadata-field.js';
import { refuseUnfaithfulNumbers } from './faithful-numbers.js';
import { refuseUnstorable } from './storable-json.js';

/**
 * Reads `application/json` bodies (RFC 8259, UTF-8) and refuses what could not be kept exactly as sent.
 * An empty body is no body, whatever its content type; every other type is 415.
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
    else done(new ApiError(HttpErrors.unsupported_media_type, 'Send application/json.'));
  });
}

export function parseJsonBody(bytes: Buffer): Record<string, unknown> | undefined {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw new ApiError(HttpErrors.malformed_body, 'The body is not UTF-8.');
  const text = bytes.toString('utf8');
  const body = parse(text);
  if (!isJsonObject(body)) throw new ApiError(HttpErrors.malformed_body, 'The body must be a JSON object.');
  refuseUnstorable(body);
  refuseUnfaithfulNumbers(text);
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(HttpErrors.malformed_body, 'The body is not well-formed JSON.');
  }
}
