import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { loggableError } from './loggable-error.js';
import { toProblem } from './problem.dto.js';
import { toApiError } from './to-api-error.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Answers any error as an RFC 9457 problem, and logs what went wrong on our side. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = toApiError(error);
  if (refusal.status >= 500) request.log.error({ error: loggableError(error), code: refusal.code }, 'request failed');
  if (reply.sent) return;
  const problem = toProblem(refusal, request.url.split('?', 1)[0] ?? '/', request.id);
  void reply
    .code(refusal.status)
    .headers(refusal.headers)
    .header('cache-control', 'no-store')
    .header('x-request-id', request.id)
    .header('x-content-type-options', 'nosniff')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem);
}
