import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Settings } from '#libs/config';
import { HttpErrors, isLoopbackName, refusal, sendProblem } from '#libs/http';

/** Refused origins that are remembered, so that each is logged once; anybody can make up more. */
const MAX_REMEMBERED = 100;
/** Longest origin that is logged, in characters: a host name has 253 at most (RFC 1035). */
const MAX_LENGTH = 300;

/**
 * Lets pages of CORS_ORIGINS call. Outside of production it also lets all pages of this computer call, since a developer
 * serves a page from another port. They need a token all the same; it is in no cookie.
 */
export async function letOtherOriginsIn(
  server: FastifyInstance,
  { CORS_ORIGINS, isProduction }: Settings,
  logger: Logger,
): Promise<void> {
  const isAllowed = (origin: string) => CORS_ORIGINS.includes(origin) || (!isProduction && isOfThisComputer(origin));
  tellOfRefused(server, isAllowed, logger);
  if (isProduction && CORS_ORIGINS.length === 0) return;
  await server.register(cors, {
    delegator: (request, decide) =>
      decide(null, {
        ...OPTIONS,
        origin: (origin, allow) => allow(null, isOfAnother(request, origin) && isAllowed(origin)),
      }),
  });
}

/** Whether a page of another origin asks: those of this very server need no leave. */
function isOfAnother({ headers: { host } }: FastifyRequest, origin: string | undefined): origin is string {
  return origin !== undefined && !origin.endsWith(`://${host}`);
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && 'access-control-request-method' in headers;
}

/** `http://localhost:5173`, `http://127.0.0.1:8080`, `http://app.localhost` (RFC 6761, section 6.3). */
function isOfThisComputer(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return /^https?:$/.test(protocol) && isLoopbackName(hostname);
}

/** Logs the reason and the remedy, which a browser does not show to a developer. */
function tellOfRefused(server: FastifyInstance, isAllowed: (origin: string) => boolean, logger: Logger): void {
  const told = new Set<string>();
  server.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    const isNew = isOfAnother(request, origin) && origin !== 'null' && !told.has(origin);
    if (isNew && told.size < MAX_REMEMBERED && !isAllowed(origin)) {
      told.add(origin);
      logger.warn(
        { origin: origin.slice(0, MAX_LENGTH) },
        'pages of this origin may not read answers: name it in CORS_ORIGINS to let them',
      );
    }
    // A browser says no more than that it failed, but shows the answer to who looks for it.
    if (isPreflight(request) && isOfAnother(request, origin) && !isAllowed(origin))
      sendProblem(refusal(HttpErrors.origin_not_allowed), request, reply);
    else done();
  });
}

const OPTIONS: FastifyCorsOptions = {
  methods: ['GET', 'POST', 'PATCH', 'DELETE'],
  allowedHeaders: [
    'authorization',
    'content-type',
    'idempotency-key',
    'if-none-match',
    'last-event-id',
    'prefer',
    'x-request-id',
  ],
  exposedHeaders: [
    'allow',
    'etag',
    'link',
    'preference-applied',
    'ratelimit',
    'ratelimit-policy',
    'retry-after',
    'www-authenticate',
    'x-request-id',
  ],
  maxAge: 600,
};
