import cors from '@fastify/cors';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { pino } from 'pino';
import { authenticateRequests, TokenVerifier } from '#libs/auth';
import type { Settings } from '#libs/config';
import {
  acceptJsonOnly,
  addResponseHeaders,
  applyBodyLimits,
  createAdapter,
  Drain,
  HttpMetrics,
  logRequests,
  NullIsAbsent,
  ProblemFilter,
  StrictValidation,
} from '#libs/http';
import { AppModule } from './app.module.js';
import { ProcessState } from './health/process-state.js';
import { openApiDocument } from './openapi/document.js';
import { PinoLogger } from './pino-logger.js';

export interface ApiOptions {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly jwtSecret: string;
}

export interface Api {
  readonly app: NestFastifyApplication;
  readonly drain: Drain;
}

/** Puts the service together; what it listens on and when it ends is up to the caller. */
export async function createApi({ settings, databaseUrl, jwtSecret }: ApiOptions): Promise<Api> {
  const logger = pino({ level: settings.LOG_LEVEL, base: { version: settings.version } });
  const adapter = createAdapter(logger);
  const server = adapter.getInstance();
  const drain = new Drain(server);
  const metrics = new HttpMetrics(settings.version);
  applyBodyLimits(server);
  acceptJsonOnly(server);
  addResponseHeaders(server);
  logRequests(server, metrics, (request) => request.caller?.subject);
  if (settings.CORS_ORIGINS.length > 0) await server.register(cors, corsOptions(settings.CORS_ORIGINS));
  authenticateRequests(server, '/api/v1/', tokenVerifier(settings, jwtSecret));
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(settings, databaseUrl, new ProcessState(metrics, drain)),
    adapter,
    { logger: new PinoLogger(logger), bodyParser: false, abortOnError: false },
  );
  app.useGlobalPipes(new StrictValidation(), new NullIsAbsent());
  app.useGlobalFilters(new ProblemFilter());
  serveDocument(app, settings.version);
  return { app, drain };
}

function serveDocument(app: NestFastifyApplication, version: string): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app, version), {
    jsonDocumentUrl: 'docs/openapi.json',
    yamlDocumentUrl: 'docs/openapi.yaml',
    customSiteTitle: 'Chat System API',
    swaggerOptions: { persistAuthorization: true, tryItOutEnabled: true, displayRequestDuration: true },
  });
}

function tokenVerifier(settings: Settings, secret: string): TokenVerifier {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_LEEWAY_SECONDS: leewaySeconds } = settings;
  return new TokenVerifier({ secret, issuer, audience, leewaySeconds });
}

function corsOptions(origins: readonly string[]) {
  return {
    origin: [...origins],
    methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match', 'x-request-id'],
    exposedHeaders: ['etag', 'link', 'x-request-id'],
    maxAge: 600,
  };
}
