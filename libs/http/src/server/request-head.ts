import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { ApiError, FieldRefused } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';

/** Nothing that stands outside of a host and a port in a URL (RFC 3986, section 3.2), and no list. */
const AUTHORITY = /^[^\s/?#@\\,]*$/;

/** Checks what every request says of itself, before its token or its body is read. */
export function checkRequestHeads(server: FastifyInstance): void {
  server.addHook('onRequest', ({ raw }, _reply, done) => {
    checkHost(raw);
    checkContentCoding(raw);
    done();
  });
}

/**
 * An HTTP/1.1 request names its host exactly once (RFC 9112, section 3.2): of two, a proxy may have used the other.
 * @throws ApiError 400 `malformed_header`
 */
export function checkHost({ httpVersion, rawHeaders, headers }: IncomingMessage): void {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts++;
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) throw wrongHost(`is there ${hosts} times, not once`);
  if (!AUTHORITY.test(headers.host ?? '')) throw wrongHost('is not the name of a host');
}

/**
 * Compressed bodies are refused: the size of a few compressed kilobytes is unknown until they are expanded.
 * @throws ApiError 415, with `Accept-Encoding` (RFC 9110, section 12.5.3)
 */
export function checkContentCoding({ headers }: IncomingMessage): void {
  const coding = headers['content-encoding'];
  if (coding === undefined || /^\s*(?:identity)?\s*$/i.test(coding)) return;
  const detail = 'Send the body as it is, without Content-Encoding.';
  throw new ApiError(HttpErrors.unsupported_media_type, detail, [], { 'accept-encoding': 'identity' });
}

function wrongHost(what: string): FieldRefused {
  return new FieldRefused('Host', HttpErrors.malformed_header, `Host ${what}`);
}
