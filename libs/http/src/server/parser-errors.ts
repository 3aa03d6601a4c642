import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { ApiError, refusal } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { loggableRefusal } from '../errors/noted-refusal.js';
import { latestAnswer } from './early-answer.js';
import { refuseSocket } from './raw-problem.js';

const NOT_HTTP = refusal(HttpErrors.malformed_request);
const REFUSALS: Readonly<Record<string, ApiError>> = {
  HPE_HEADER_OVERFLOW: refusal(HttpErrors.headers_too_large),
  ERR_HTTP_REQUEST_TIMEOUT: refusal(HttpErrors.request_timeout),
};

/**
 * Answers a problem for what Node's HTTP parser refuses, and ends the connection. During or after another answer a
 * client could not recognise a problem: then the connection ends without one.
 */
export function refuseUnparsable(error: Error & { code?: string }, socket: Socket, logger: Logger): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswered(socket)) {
    socket.destroy();
    return;
  }
  const refusal = REFUSALS[error.code ?? ''] ?? NOT_HTTP;
  const request_id = randomUUID();
  const client_address = socket.remoteAddress;
  logger.info({ request_id, status: refusal.status, ...loggableRefusal(refusal), client_address }, 'request refused');
  refuseSocket(socket, refusal, '/', request_id);
}

function isAnswered(socket: Socket): boolean {
  const answer = latestAnswer(socket);
  return answer !== undefined && answer.headersSent && !(answer.writableFinished && answer.req.complete);
}
