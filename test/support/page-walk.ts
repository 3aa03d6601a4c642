import type { MessageDto, MessageListDto } from '#libs/message';
import type { ApiClient, Reply } from './api-client.js';
import { ok } from './expectations.js';

export const idsOf = (messages: readonly MessageDto[]): number[] => messages.map(({ id }) => id);

/** Sends texts one after the other. */
export async function sendAll(client: ApiClient, chatId: number, contents: readonly unknown[]): Promise<MessageDto[]> {
  const sent: MessageDto[] = [];
  for (const content of contents) sent.push(await ok(client.sendMessage(chatId, content)));
  return sent;
}

/** All pages of a walk: the first as asked for, the others by the cursor alone. */
export async function pagesOf(
  client: ApiClient,
  chatId: number,
  query: Record<string, string | number | boolean>,
): Promise<MessageListDto[]> {
  const first = await ok(client.listMessages(chatId, query));
  const limit = query['limit'];
  const pages = [first];
  for (let cursor = first.next_cursor; cursor !== null; cursor = pages.at(-1)?.next_cursor ?? null)
    pages.push(await ok(client.listMessages(chatId, { cursor, ...(limit !== undefined && { limit }) })));
  return pages;
}

/** Everything in a chat, in the order of ids. */
export async function allMessages(client: ApiClient, chatId: number): Promise<MessageDto[]> {
  return (await pagesOf(client, chatId, { order: 'asc', limit: 100 })).flatMap(({ data }) => data);
}

/** The targets of an RFC 8288 `Link` header by their relation, as paths below `/api/v1`. */
export function linksOf({ headers }: Reply<unknown>): Record<string, string> {
  const links = (headers.get('link') ?? '').matchAll(/<([^>]*)>;\s*rel="?(\w+)"?/g);
  return Object.fromEntries([...links].map(([, target = '', relation = '']) => [relation, belowApi(target)]));
}

function belowApi(target: string): string {
  const { pathname, search } = new URL(target, 'http://server');
  return `${pathname.replace(/^\/api\/v1/, '')}${search}`;
}
