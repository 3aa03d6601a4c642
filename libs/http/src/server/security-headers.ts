import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/**
 * Headers that tell a browser to treat answers as data: they run nothing and are shown in no frame. Pages with scripts
 * or styles set their own Content-Security-Policy. The proxy, which terminates TLS, sets `Strict-Transport-Security`;
 * headers for old browsers are omitted. They are the same for every answer, so helmet is called once.
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
