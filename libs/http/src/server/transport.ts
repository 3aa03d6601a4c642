import type { FastifyInstance } from 'fastify';
import { meetExpectations } from './expectations.js';
import { checkContentCoding, checkHost } from './request-head.js';
import { refuseUnroutable } from './unroutable.js';

/** Checks for every request, before its token or its body is read. */
export function applyTransportRules(server: FastifyInstance): void {
  meetExpectations(server);
  server.addHook('onRequest', ({ raw }, _reply, done) => {
    checkHost(raw);
    checkContentCoding(raw);
    done();
  });
  refuseUnroutable(server);
}
