import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { escapeHtml } from '#libs/documents';
import { isLocal, StaticBody } from '#libs/http';

/** Where `tools/web.mjs` builds the page of apps/web; beside `dist`, which `nest build` empties. */
const BUILT = path.join(import.meta.dirname, '../../../../../apps/web/dist');
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** What the page has to know of the service. */
interface Facts {
  /** Whom those on this computer are offered to be. */
  readonly demoPeople: readonly string[];
  /** The claim of a token that holds the user id. */
  readonly userClaim: string;
}

/**
 * The page to chat on, at `/`. A file's name has a hash of its content, so a browser may keep it for a year; the page
 * itself is asked for each time.
 * @returns false where it was not built: then there is nothing at all
 */
export function serveWeb(server: FastifyInstance, { demoPeople, userClaim }: Facts): boolean {
  if (!existsSync(path.join(BUILT, 'index.html'))) return false;
  for (const name of readdirSync(path.join(BUILT, 'assets'))) {
    const content = readFileSync(path.join(BUILT, 'assets', name));
    const body = new StaticBody(TYPES[path.extname(name)] ?? 'application/octet-stream', content);
    const forAYear = 'public, max-age=31536000, immutable';
    server.get(`/assets/${name}`, (request, reply) => body.send(request, reply, forAYear));
  }
  const built = readFileSync(path.join(BUILT, 'index.html'), 'utf8');
  const pageWith = (attributes: string) =>
    new StaticBody(
      'text/html; charset=utf-8',
      built.replace('<html ', () => `<html ${attributes} `),
    );
  const claim = `data-user-claim="${escapeHtml(userClaim)}"`;
  const page = pageWith(claim);
  const pageHere = demoPeople.length === 0 ? page : pageWith(`${claim} data-demo="${demoPeople.join(' ')}"`);
  server.get('/', (request, reply) => {
    void reply.header('content-security-policy', policyFor(request));
    return (isLocal(request) ? pageHere : page).send(request, reply);
  });
  return true;
}

/** Nothing of another origin, nothing inline but pictures, which messages hold, in nobody's frame. Not every browser takes 'self' to mean WebSockets, too. */
function policyFor({ headers: { host } }: FastifyRequest): string {
  const isName = /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host ?? '');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${isName ? ` ws://${host} wss://${host}` : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
