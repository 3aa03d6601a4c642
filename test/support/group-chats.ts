import type { ChatDto } from '#libs/chat';
import type { MessageDto } from '#libs/message';
import type { ApiClient, Reply } from './api-client.js';
import { ok } from './expectations.js';

/** A GROUP of the owner with the others in it. */
export function groupOf(owner: ApiClient, ...others: ApiClient[]): Promise<ChatDto> {
  return ok(owner.createChat({ chat_type: 'GROUP', participants: others.map(({ userId }) => userId) }));
}

/** Sends the SYSTEM message that carries out an act of the timeline. */
export function act(
  client: ApiClient,
  chatId: number,
  action: string,
  more: object = {},
  message: object = {},
): Promise<Reply<MessageDto>> {
  const content = `${action} by ${client.userId}`;
  return client.sendMessage(chatId, {
    content,
    message_type: 'SYSTEM',
    message_metadata: { action, ...more },
    ...message,
  });
}

export function add(owner: ApiClient, chatId: number, ...people: ApiClient[]): Promise<MessageDto> {
  return ok(act(owner, chatId, 'add_participants', { user_ids: people.map(({ userId }) => userId) }));
}

export function remove(owner: ApiClient, chatId: number, ...people: ApiClient[]): Promise<MessageDto> {
  return ok(act(owner, chatId, 'remove_participants', { user_ids: people.map(({ userId }) => userId) }));
}

/** Gives a message other words. */
export function edit(
  client: ApiClient,
  { id, chat_id }: Pick<MessageDto, 'id' | 'chat_id'>,
  content: string,
  message: object = {},
): Promise<Reply<MessageDto>> {
  return act(client, chat_id, 'edit', { message_id: id }, { content, ...message });
}

/** Deletes a message; the chat stays. */
export function takeBack(
  client: ApiClient,
  { id, chat_id }: Pick<MessageDto, 'id' | 'chat_id'>,
  message: object = {},
): Promise<Reply<MessageDto>> {
  return act(client, chat_id, 'delete', { message_id: id }, message);
}
