import { createRequire } from 'node:module';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { isLocal } from './local-request.js';
import { CONTENT_SECURITY_POLICY, swaggerUiPage } from './page.js';

const OWN_FILES = path.join(import.meta.dirname, 'browser');
const LIBRARY_FILES = ['swagger-ui-bundle.js', 'swagger-ui.css', 'favicon-32x32.png'];
const BROWSER_FILES = ['page.css', 'narrow.css', 'start.js', 'session.js'];

interface Offer {
  /** Whether those on this computer get a button that authorizes them as a demo user. */
  readonly withDemoUser: boolean;
}

/** Swagger UI at /docs, and its files, below a path with its version: those of the library never change there. */
export async function serveSwaggerUi(server: FastifyInstance, { withDemoUser }: Offer): Promise<void> {
  const library = installedSwaggerUi();
  const prefix = `/docs/swagger-ui-${library.version}/`;
  const files = new Set([...LIBRARY_FILES, ...BROWSER_FILES, ...(withDemoUser ? ['demo-user.js'] : [])]);
  await server.register(fastifyStatic, {
    root: [library.directory, OWN_FILES],
    prefix,
    decorateReply: false,
    index: false,
    allowedPath: (pathname) => files.has(pathname.slice(1)),
    setHeaders: (reply, file) => {
      const isOurs = file.startsWith(OWN_FILES);
      reply.header('cache-control', isOurs ? 'no-cache' : 'public, max-age=31536000, immutable');
    },
  });
  server.get('/docs', (request, reply) =>
    reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .type('text/html; charset=utf-8')
      .send(swaggerUiPage({ files: prefix, demoUser: withDemoUser && isLocal(request) })),
  );
}

function installedSwaggerUi(): { readonly directory: string; readonly version: string } {
  const require = createRequire(import.meta.url);
  const { version } = require('swagger-ui-dist/package.json') as { version: string };
  return { directory: path.dirname(require.resolve('swagger-ui-dist/package.json')), version };
}
