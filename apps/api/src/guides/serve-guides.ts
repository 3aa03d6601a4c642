import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServedFile } from './guide-pages.js';
import { ICON, STYLESHEET } from './stylesheet.js';

/** Nothing but our own stylesheet and icon: no script, no frame, nowhere to send a form. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const ASSETS = [
  ['guides.css', { type: 'text/css; charset=utf-8', body: STYLESHEET }],
  ['icon.svg', { type: 'image/svg+xml', body: ICON }],
] as const;

/**
 * Serves `docs/guides/*.md` and the README for people at `/docs/guides`, and as Markdown at `/docs/guides/<page>.md`.
 * The pages are read and rendered at the first request; what is asked for is looked up among them, never in a folder.
 */
export function serveGuides(app: NestFastifyApplication): void {
  let files: Promise<ReadonlyMap<string, ServedFile>> | undefined;
  // Markdown is only read, and what reads it only loaded, when somebody asks.
  const all = async () => new Map([...ASSETS, ...(await (await import('./guide-pages.js')).guidePages())]);
  const send = async (request: FastifyRequest, reply: FastifyReply) => {
    const { page = '' } = request.params as { page?: string };
    const file = (await (files ??= all())).get(page);
    if (file === undefined) return reply.callNotFound();
    return reply.type(file.type).header('content-security-policy', POLICY).send(file.body);
  };
  const server = app.getHttpAdapter().getInstance();
  // An ETag, and to be asked for again each time: a new version of the service shows at once.
  for (const url of ['/docs/guides', '/docs/guides/:page']) server.get(url, { config: { revalidate: true } }, send);
}
