import type { FastifyReply } from 'fastify';
import type { KeptAnswer } from './kept-answers.js';

/** What a controller returns to send an answer that is written already. */
export function writtenAnswer(reply: FastifyReply, { json, etag, link }: KeptAnswer<unknown>): Buffer {
  const { revalidate } = reply.request.routeOptions.config as { readonly revalidate?: boolean };
  void reply.headers({
    'content-type': 'application/json; charset=utf-8',
    ...(revalidate === true && { etag }),
    ...(link !== undefined && { link }),
  });
  return json;
}
