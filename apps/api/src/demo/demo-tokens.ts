import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { issueToken } from '#libs/auth';
import type { Settings } from '#libs/config';
import { isSentByPageHere } from '#libs/http';
import { DEMO_PEOPLE, DEMO_USER, DemoWorld } from './demo-world.js';
import { isDemoCode } from './demo-code.js';
import { demoClaims } from './demo-people.js';

/** Longest wait for the demo world; what comes later, such as a reply, appears in the open page. */
const LONGEST_WAIT_MS = 3_000;
/** A working day. */
const LIFETIME_SECONDS = 8 * 3600;

/**
 * `POST /docs/demo-token` answers an access token of the user `demo`, or of another of the demo people (`?user=maya`),
 * never of a service, in the form of RFC 6749, section 5.1. It is what one click in Swagger UI asks for; it is not for production. The header `X-Demo-Code` must hold
 * the code of the link that the service prints at its start (docs/decisions/0011-demo-user-needs-the-printed-link.md).
 *
 * Who could misuse it, and what stands against it:
 * - somebody in the network, to use up disk or a paid language model: the code, also behind a proxy on this computer
 *   that does not say that it is one; and it is answered on the loopback interface only;
 * - another site that the developer has open: `Origin` and `Sec-Fetch-Site` must be those of our own page, also where
 *   CORS_ORIGINS would let that site read the answer;
 * - a site whose name is made to point at 127.0.0.1 (DNS rebinding): `Host` must be a loopback name or address;
 * - a site that shows our page in a frame and has it clicked: the page refuses to be framed.
 *
 * A program that runs as this user can have more than this: the secret is in DATA_DIR. A token is valid at every server
 * with the same secret, so production must have another. Every other request is answered 404, as if there were no such
 * route.
 */
export function offerDemoTokens(server: FastifyInstance, settings: Settings, secret: string): void {
  const claims = demoClaims(settings, secret);
  const world = new DemoWorld(server, claims);
  server.post('/docs/demo-token', { config: { unlisted: true } }, async (request, reply) => {
    const hasCode = isDemoCode(request.headers['x-demo-code'], secret);
    const { user: subject = DEMO_USER } = request.query as { user?: string };
    if (!hasCode || !isSentByPageHere(request) || !DEMO_PEOPLE.includes(subject)) {
      reply.callNotFound();
      return reply;
    }
    // Otherwise the first thing that they see is that there is nothing.
    await Promise.race([world.ready(), delay(LONGEST_WAIT_MS, undefined, { ref: false })]);
    const token = { ...claims, subject, isService: false, lifetimeSeconds: LIFETIME_SECONDS };
    return reply.send({ access_token: issueToken(token), token_type: 'Bearer', expires_in: LIFETIME_SECONDS });
  });
}
