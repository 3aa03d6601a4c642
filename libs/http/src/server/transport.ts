import type { FastifyInstance } from 'fastify';
import { meetExpectations } from './expectations.js';
import { checkContentCoding, checkHost } from './request-head.js';
import { refuseUnroutable } from './unroutable.js';

/** What holds for every request, whatever it asks: before a token is looked at or a body read. */
export function applyTransportRules(server: FastifyInstance): void {
  meetExpectations(server);
  server.addHook('onRequest', ({ raw }, _reply, done) => {
    checkHost(raw);
    checkContentCoding(raw);
    done();
  });
  refuseUnroutable(server);
}
