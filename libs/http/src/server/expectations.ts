import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/**
 * `Expect: 100-continue` (RFC 9110, section 10.1.1): the body is asked for only when it will be read. A refused client
 * learns that at once and need not send the body. Whether it sends it anyway cannot be known, so the connection ends.
 * Other expectations are ignored.
 */
export function meetExpectations(server: FastifyInstance): void {
  const held = new WeakMap<IncomingMessage, () => void>();
  const answerAsUsual = (request: IncomingMessage, answer: ServerResponse) =>
    void server.server.emit('request', request, answer);
  server.server.on('checkExpectation', answerAsUsual);
  server.server.on('checkContinue', (request: IncomingMessage, answer: ServerResponse) => {
    const { shouldKeepAlive } = answer;
    answer.shouldKeepAlive = false;
    held.set(request, () => {
      answer.shouldKeepAlive = shouldKeepAlive;
      answer.writeContinue();
    });
    answerAsUsual(request, answer);
  });
  server.addHook('preParsing', ({ raw, routeOptions }, _reply, payload, done) => {
    const isTooLarge = Number(raw.headers['content-length']) > routeOptions.bodyLimit;
    if (!isTooLarge) held.get(raw)?.();
    done(null, payload);
  });
}
