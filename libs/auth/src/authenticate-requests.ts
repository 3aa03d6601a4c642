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
    if (!request.routeOptions.url?.startsWith(prefix)) return done();
    const found = verifier.authenticate(request.headers.authorization);
    const proceed = (caller: Caller) => {
      request.caller = caller;
      done();
    };
    // Nearly always at once: a promise for each request would cost more than to look it up.
    if (found instanceof Promise) void found.then(proceed, done);
    else proceed(found);
  });
}
