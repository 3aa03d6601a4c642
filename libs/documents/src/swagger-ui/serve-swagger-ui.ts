import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { isLocal, StaticBody } from '#libs/http';
import { CONTENT_SECURITY_POLICY, swaggerUiPage } from './page.js';

const OWN_FILES = path.join(import.meta.dirname, 'browser');
const LIBRARY_FILES = ['swagger-ui-bundle.js', 'swagger-ui.css', 'favicon-32x32.png'];
const BROWSER_FILES = [
  'page.css',
  'narrow.css',
  'start.js',
  'claims.js',
  'session.js',
  'ease-document.js',
  'folded.js',
  'known-ids.js',
  'propose-ids.js',
  'wrong-id.js',
];
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
};

interface Offer {
  /** Whether those on this computer get a button that authorizes them as a demo user. */
  readonly withDemoUser: boolean;
  /** Whether the page to chat on is at `/`. */
  readonly withChatPage: boolean;
}

/** Swagger UI at /docs, and its files, below a path with its version: those of the library never change there. */
export function serveSwaggerUi(server: FastifyInstance, { withDemoUser, withChatPage }: Offer): void {
  const library = installedSwaggerUi();
  const prefix = `/docs/swagger-ui-${library.version}/`;
  const serve = (folder: string, file: string, cacheControl: string) => {
    let body: Promise<StaticBody> | undefined;
    // Read and compressed when the first asks for it, then kept.
    server.get(`${prefix}${file}`, async (request, reply) =>
      (await (body ??= readBody(path.join(folder, file)))).send(request, reply, cacheControl),
    );
  };
  for (const file of LIBRARY_FILES) serve(library.directory, file, 'public, max-age=31536000, immutable');
  for (const file of [...BROWSER_FILES, ...(withDemoUser ? ['demo-user.js'] : [])]) serve(OWN_FILES, file, 'no-cache');
  server.get('/docs', (request, reply) => {
    const { path: below } = request.publicAddress;
    const page = { path: below, files: `${below}${prefix}`, demoUser: withDemoUser && isLocal(request), withChatPage };
    return reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .type('text/html; charset=utf-8')
      .send(swaggerUiPage(page));
  });
}

async function readBody(file: string): Promise<StaticBody> {
  return new StaticBody(TYPES[path.extname(file)] ?? 'application/octet-stream', await readFile(file));
}

function installedSwaggerUi(): { readonly directory: string; readonly version: string } {
  const require = createRequire(import.meta.url);
  const { version } = require('swagger-ui-dist/package.json') as { version: string };
  return { directory: path.dirname(require.resolve('swagger-ui-dist/package.json')), version };
}
