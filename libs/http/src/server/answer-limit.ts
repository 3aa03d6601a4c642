import type { FastifyInstance } from 'fastify';
import { refusal } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { sendProblem } from '../errors/problem.filter.js';

/** Any answer that does not wait on request leaves within this time, whatever the database does, in ms. */
export const ANSWER_WITHIN_MS = 5_800;

/**
 * Answers 503 for a handler that takes too long. The time runs from when the request is here as a whole: Fastify's own
 * `handlerTimeout` would count a slow upload too, which `requestTimeout` limits. Routes that wait on request say in
 * their config, as `answerWithinMs`, how long they take.
 */
export function limitAnswers(server: FastifyInstance): void {
  server.addHook('preHandler', (request, reply, done) => {
    const { answerWithinMs = ANSWER_WITHIN_MS } = request.routeOptions.config as { answerWithinMs?: number };
    const timer = setTimeout(() => {
      // A stream that was begun outside of the framework has limits of its own.
      if (reply.sent) return;
      if (reply.raw.headersSent) reply.raw.destroy();
      else sendProblem(refusal(HttpErrors.timeout), request, reply);
    }, answerWithinMs);
    reply.raw.once('close', () => clearTimeout(timer));
    done();
  });
}
