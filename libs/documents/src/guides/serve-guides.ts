import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AddressedBody } from '../address/addressed-body.js';
import type { ServedFile } from './guide-pages.js';
import { ICON, STYLESHEET } from './stylesheet.js';

/** Allows our own stylesheet, icon and script, none of them inline; no frames and no forms. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const ASSETS = [
  ['guides.css', { type: 'text/css; charset=utf-8', body: STYLESHEET }],
  ['icon.svg', { type: 'image/svg+xml', body: ICON }],
] as const;

const OWN_SCRIPTS = path.join(import.meta.dirname, 'browser');
const SCRIPTS = [
  ...['guides.js', 'copy.js', 'search.js'].map((script) => [script, path.join(OWN_SCRIPTS, script)] as const),
  // As the package's `import` condition has it, which `require` does not look at.
  ['minisearch.js', path.join(path.dirname(createRequire(import.meta.url).resolve('minisearch')), '../es/index.js')],
] as const;

/**
 * Serves `docs/guides/*.md` and the README for people at `/docs/guides`, and as Markdown at `/docs/guides/<page>.md`.
 * The pages are read and rendered at the first request; what is asked for is looked up among them, never in a folder.
 */
export function serveGuides(app: NestFastifyApplication, around: { readonly withChatPage: boolean }): void {
  let files: Promise<ReadonlyMap<string, AddressedBody>> | undefined;
  const send = async (request: FastifyRequest, reply: FastifyReply) => {
    const { page = '' } = request.params as { page?: string };
    files ??= bodies(around).catch((error: unknown) => {
      files = undefined;
      throw error;
    });
    const body = (await files).get(page);
    if (body === undefined) return reply.callNotFound();
    return body.send(request, reply.header('content-security-policy', POLICY));
  };
  const server = app.getHttpAdapter().getInstance();
  for (const url of ['/docs/guides', '/docs/guides/:page']) server.get(url, send);
}

async function bodies(around: { readonly withChatPage: boolean }): Promise<ReadonlyMap<string, AddressedBody>> {
  // Markdown is only read, and what reads it only loaded, when somebody asks.
  const { guidePages } = await import('./guide-pages.js');
  const scripts = SCRIPTS.map(async ([name, file]) => {
    return [name, { type: 'text/javascript; charset=utf-8', body: await readFile(file, 'utf8') }] as const;
  });
  const pages = await guidePages(around);
  const files: (readonly [string, ServedFile])[] = [...ASSETS, ...(await Promise.all(scripts)), ...pages];
  return new Map(files.map(([name, file]) => [name, addressed(file)]));
}

/** Links lead below the path that a proxy removes, and commands go to the address that the page was asked at. */
function addressed({ type, body }: ServedFile): AddressedBody {
  const isPage = type.startsWith('text/html');
  return new AddressedBody(type, ({ origin, path }) => {
    if (!isPage) return body;
    const linked = path === '' ? body : body.replaceAll(/((?:href|src)=")(?=\/(?:docs|"))/g, `$1${path}`);
    if (origin === '') return linked;
    const web = `${origin}${path}`;
    return linked.replaceAll('http://127.0.0.1:3000', web).replaceAll('ws://127.0.0.1:3000', web.replace('http', 'ws'));
  });
}
