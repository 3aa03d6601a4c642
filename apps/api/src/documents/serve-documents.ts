import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '#libs/config';
import { asyncApiDocument } from './asyncapi-document.js';
import { openApiDocument } from './openapi-document.js';
import { offerDemoTokens } from './swagger-ui/demo-tokens.js';
import { serveSwaggerUi } from './swagger-ui/serve-swagger-ui.js';

/** Everything below /docs that describes the service: both documents, and Swagger UI, which shows the first. */
export async function serveDocuments(
  app: NestFastifyApplication,
  settings: Settings,
  jwtSecret: string | undefined,
): Promise<void> {
  const { version, isProduction } = settings;
  // Only the document: the page of SwaggerModule has inline styles, no viewport for phones, and no room for more.
  SwaggerModule.setup('docs', app, () => openApiDocument(app, version), {
    ui: false,
    jsonDocumentUrl: 'docs/openapi.json',
    yamlDocumentUrl: 'docs/openapi.yaml',
  });
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  let asyncApi: object | undefined;
  server.get('/docs/asyncapi.json', () => (asyncApi ??= asyncApiDocument(app, version)));
  const withDemoUser = !isProduction && jwtSecret !== undefined;
  if (withDemoUser) {
    const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_USER_CLAIM: userClaim } = settings;
    offerDemoTokens(server, { secret: jwtSecret, issuer, audience, userClaim });
  }
  await serveSwaggerUi(server, { withDemoUser });
}
