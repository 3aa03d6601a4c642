import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { dump } from 'js-yaml';
import type { Settings } from '#libs/config';
import { ADDRESS, withAddress } from './address-in-text.js';
import { AddressedBody } from '../addressed-body.js';
import { asyncApiDocument, asyncApiServers } from './asyncapi-document.js';
import { openApiDocument } from './openapi-document.js';
import { postmanCollection } from './postman/postman-collection.js';
import { offerDemoTokens } from './swagger-ui/demo-tokens.js';
import { serveSwaggerUi } from './swagger-ui/serve-swagger-ui.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Everything below /docs that describes the service: the documents, and Swagger UI, which shows the first. */
export function serveDocuments(app: NestFastifyApplication, settings: Settings, jwtSecret: string | undefined): void {
  const { version, isProduction } = settings;
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  // Made when the first asks for one of them.
  const openApi = once(() => withServer(openApiDocument(app, version)));
  const asyncApi = once(() => asyncApiDocument(app, version));
  const [json, yaml, postman] = [
    once(() => JSON.stringify(openApi())),
    once(() => dump(openApi(), { skipInvalid: true, noRefs: true })),
    once(() => JSON.stringify(postmanCollection(openApi()))),
  ];
  const documents = {
    'openapi.json': new AddressedBody(JSON_TYPE, (address) => withAddress(json(), address)),
    'openapi.yaml': new AddressedBody('text/yaml; charset=utf-8', (address) => withAddress(yaml(), address)),
    'postman.json': new AddressedBody(JSON_TYPE, (address) => withAddress(postman(), address)),
    'asyncapi.json': new AddressedBody(JSON_TYPE, (address) =>
      JSON.stringify({ ...asyncApi(), servers: asyncApiServers(address) }),
    ),
  };
  for (const [name, { send }] of Object.entries(documents)) server.get(`/docs/${name}`, send);
  const withDemoUser = !isProduction && jwtSecret !== undefined;
  if (withDemoUser) {
    const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_USER_CLAIM: userClaim } = settings;
    offerDemoTokens(server, { secret: jwtSecret, issuer, audience, userClaim });
  }
  serveSwaggerUi(server, { withDemoUser });
}

function withServer(document: OpenAPIObject): OpenAPIObject {
  return { ...document, servers: [{ url: ADDRESS, description: 'This server.' }] };
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}
