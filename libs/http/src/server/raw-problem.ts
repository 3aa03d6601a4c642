import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ApiError } from '../errors/api-error.js';
import { toProblem } from '../errors/problem.dto.js';
import { endWith } from './unread-bytes.js';

/** Answers a problem on a socket without a response object, and ends the connection. */
export function refuseSocket(socket: Socket, refusal: ApiError, path: string, requestId: string): void {
  const body = JSON.stringify(toProblem(refusal, path, requestId));
  endWith(
    socket,
    [
      `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      `X-Request-Id: ${requestId}`,
      ...Object.entries(refusal.headers).map(([name, value]) => `${name}: ${value}`),
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
