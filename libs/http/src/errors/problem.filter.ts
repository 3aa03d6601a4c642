import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.js';
import { HttpErrors } from './http-errors.js';
import { loggableError } from './loggable-error.js';
import { noteRefusal } from './noted-refusal.js';
import { toProblem } from './problem.dto.js';
import { toApiError } from './to-api-error.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** How large a body may be is known by the route alone. */
function withLimit(refusal: ApiError, { routeOptions: { bodyLimit } }: FastifyRequest): ApiError {
  if (refusal.code !== HttpErrors.body_too_large.code || bodyLimit === undefined) return refusal;
  return new ApiError(
    HttpErrors.body_too_large,
    `The body has more than ${bodyLimit} bytes, the most that is accepted here.`,
  );
}

/** Answers any error as an RFC 9457 problem, and logs what went wrong on our side. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = withLimit(toApiError(error), request);
  noteRefusal(reply.raw, refusal);
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
