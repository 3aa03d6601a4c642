import type { FastifyReply } from 'fastify';
import { entityTag } from './entity-tag.js';
import type { KeptAnswer } from './kept-answers.js';

/** What a controller returns to send an answer that is written already. */
export function writtenAnswer(reply: FastifyReply, answer: KeptAnswer<unknown>): string | Buffer {
  const { json, link } = answer;
  const { revalidate } = reply.request.routeOptions.config as { readonly revalidate?: boolean };
  void reply.headers({
    'content-type': 'application/json; charset=utf-8',
    ...(revalidate === true && { etag: (answer.etag ??= entityTag(json)) }),
    ...(link !== undefined && { link }),
  });
  return json;
}
