import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/**
 * The headers by which a browser is told to make nothing more of an answer than it is: answers are data, run nothing and
 * stand in nobody's frame. Pages with scripts or styles have a Content-Security-Policy of their own instead.
 * `Strict-Transport-Security` is for the proxy to say, which does TLS; what only old browsers heed is left out.
 * They are the same for every answer, so helmet is asked once.
 */
export function securityHeaders(): OutgoingHttpHeaders {
  const request = new IncomingMessage(new Socket());
  const answer = new ServerResponse(request);
  const setHeaders = helmet({
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
  setHeaders(request, answer, (error) => {
    if (error !== undefined) throw error;
  });
  return { ...answer.getHeaders() };
}
