import type { FastifyInstance } from 'fastify';
import type { Caller } from './caller.js';
import type { TokenVerifier } from './token-verifier.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every request below the API's prefix. */
    caller?: Caller;
  }
}

/**
 * Authenticates every route below `prefix` before its body is read, so a stranger cannot make the service parse
 * megabytes.
 */
export function authenticateRequests(server: FastifyInstance, prefix: string, verifier: TokenVerifier): void {
  server.decorateRequest('caller', undefined);
  server.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.url?.startsWith(prefix))
      request.caller = verifier.authenticate(request.headers.authorization);
    done();
  });
}
