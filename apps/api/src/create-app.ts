import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { DestinationStream } from 'pino';
import { actingOf, authenticateRequests } from '#libs/auth';
import type { Settings } from '#libs/config';
import { serveDocuments, serveGuides, serveSwaggerUi } from '#libs/documents';
import {
  acceptJsonOnly,
  addResponseHeaders,
  applyRouteLimits,
  boundBodies,
  checkRequestHeads,
  createAdapter,
  Drain,
  type Holder,
  HttpMetrics,
  logRequests,
  meetExpectations,
  namePublicAddress,
  PinoLogger,
  ProblemFilter,
  refuseUnroutable,
  startLog,
  StrictValidation,
  TrustedProxies,
  UnreadAnswers,
} from '#libs/http';
import { limitRequests, RateLimits } from '#libs/limits';
import { AppModule } from './app.module.js';
import { letOtherOriginsIn } from './cross-origin.js';
import { offerDemoTokens } from './demo/demo-tokens.js';
import { DEMO_PEOPLE } from './demo/demo-world.js';
import { verifierOf } from './verifier-of.js';
import { serveWeb } from './web/serve-web.js';

export interface ApiOptions {
  readonly settings: Settings;
  readonly databaseUrl: string;
  /** Undefined where only the keys of an issuer verify tokens. */
  readonly jwtSecret: string | undefined;
  /** Where the log goes; standard output unless given. */
  readonly log?: DestinationStream;
}

export interface Api {
  readonly app: NestFastifyApplication;
  readonly drain: Drain;
}

/** Puts the service together; what it listens on and when it ends is up to the caller. */
export async function createApi({ settings, databaseUrl, jwtSecret, log }: ApiOptions): Promise<Api> {
  const logger = startLog(settings, log);
  const proxies = new TrustedProxies(settings.TRUST_PROXY);
  const adapter = createAdapter(logger, { keepAliveMs: settings.KEEP_ALIVE_SECONDS * 1000, proxies });
  const server = adapter.getInstance();
  const drain = new Drain(server);
  const metrics = new HttpMetrics(settings.version);
  namePublicAddress(server, proxies, settings.PUBLIC_URL);
  applyRouteLimits(server);
  acceptJsonOnly(server);
  addResponseHeaders(server);
  logRequests(server, { logger, metrics, proxies, actingOf });
  await letOtherOriginsIn(server, settings, logger);
  // Behind CORS, so that pages of other origins can read its refusals, too.
  meetExpectations(server);
  checkRequestHeads(server);
  refuseUnroutable(server);
  const verifier = verifierOf(settings, jwtSecret);
  authenticateRequests(server, '/api/v1/', verifier);
  new UnreadAnswers(settings.STALLED_SECONDS * 1000, holderOf).bound(server);
  boundBodies(server, holderOf);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot({ settings: { ...settings, DATABASE_URL: databaseUrl }, verifier, drain, proxies, metrics }),
    adapter,
    { logger: new PinoLogger(logger), bodyParser: false, abortOnError: false },
  );
  limitRequests(server, '/api/v1/', app.get(RateLimits));
  app.useGlobalPipes(new StrictValidation());
  app.useGlobalFilters(new ProblemFilter());
  const { CHAT_PAGE = settings.isProduction ? 'off' : 'on' } = settings;
  const withDemoUser = !settings.isProduction && jwtSecret !== undefined;
  if (withDemoUser) offerDemoTokens(server, settings, jwtSecret);
  const withChatPage =
    CHAT_PAGE === 'on' &&
    serveWeb(server, { demoPeople: withDemoUser ? DEMO_PEOPLE : [], userClaim: settings.JWT_USER_CLAIM });
  serveDocuments(app, settings.version);
  serveSwaggerUi(server, { withDemoUser, withChatPage });
  serveGuides(app, { withChatPage });
  return { app, drain };
}

function holderOf({ caller, ip }: FastifyRequest): Holder {
  return { name: caller?.subject ?? ip, isService: caller?.isService ?? false };
}
