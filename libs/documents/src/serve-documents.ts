import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { dump } from 'js-yaml';
import { ADDRESS, withAddress } from './address/address-in-text.js';
import { AddressedBody } from './address/addressed-body.js';
import { asyncApiDocument } from './asyncapi/asyncapi-document.js';
import { asyncApiServers } from './asyncapi/servers.js';
import { openApiDocument } from './openapi/openapi-document.js';
import { postmanCollection } from './postman/postman-collection.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Serves the documents below /docs: OpenAPI as JSON and YAML, AsyncAPI, and the Postman collection. */
export function serveDocuments(app: NestFastifyApplication, version: string): void {
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
}

function withServer(document: OpenAPIObject): OpenAPIObject {
  return { ...document, servers: [{ url: ADDRESS, description: 'This server.' }] };
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}
