import type { ChatDto } from '#libs/chat';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from './api-client.js';
import { ok } from './expectations.js';

/** A chat as GET shows it, without what depends on who looks. */
export async function shownChat(client: ApiClient, chatId: number): Promise<Omit<ChatDto, 'unread_count'>> {
  const { unread_count: ofViewer, ...chat } = await ok(client.getChat(chatId));
  if (ofViewer === undefined) throw new Error('looked as a service');
  return chat;
}

/** Messages as GET shows them. */
export async function shownMessages(client: ApiClient, chatId: number, ...ids: number[]): Promise<MessageDto[]> {
  const shown: MessageDto[] = [];
  for (const id of ids) shown.push(...(await ok(client.listMessages(chatId, { around: id, limit: 1 }))).data);
  return shown;
}

/** A message as GET shows it now. */
export async function shownMessage(
  client: ApiClient,
  { id, chat_id }: Pick<MessageDto, 'id' | 'chat_id'>,
): Promise<MessageDto> {
  const [message] = await shownMessages(client, chat_id, id);
  if (message === undefined) throw new Error(`message ${id} is not shown`);
  return message;
}
