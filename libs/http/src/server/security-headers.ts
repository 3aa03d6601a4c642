import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/**
 * The headers by which a browser is told to make nothing more of an answer than it is: answers are data, run nothing and
 * stand in nobody's frame. Pages with scripts or styles have a Content-Security-Policy of their own instead.
 * `Strict-Transport-Security` is for the proxy to say, which does TLS; what only old browsers heed is left out.
 */
export async function addSecurityHeaders(server: FastifyInstance): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}
