import type { FastifyInstance } from 'fastify';
import { refusal } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { sendProblem } from '../errors/problem.filter.js';
import { whenClosed } from './when-closed.js';

/** In ms. Every answer that is not asked to wait leaves within this time, also when the database hangs. */
export const ANSWER_WITHIN_MS = 5_800;

/**
 * Answers 503 when a handler takes too long. The time begins when the whole request has arrived; Fastify's
 * `handlerTimeout` would count a slow upload, which `requestTimeout` limits. Routes that may wait set `answerWithinMs`
 * in their config.
 */
export function limitAnswers(server: FastifyInstance): void {
  server.addHook('preHandler', (request, reply, done) => {
    const { answerWithinMs = ANSWER_WITHIN_MS } = request.routeOptions.config;
    const timer = setTimeout(() => {
      // A stream outside of the framework has its own limits.
      if (reply.sent) return;
      if (reply.raw.headersSent) reply.raw.destroy();
      else sendProblem(refusal(HttpErrors.timeout), request, reply);
    }, answerWithinMs);
    whenClosed(reply.raw, () => clearTimeout(timer));
    done();
  });
}
