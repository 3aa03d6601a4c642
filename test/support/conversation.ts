import type { ApiClient } from './api-client.js';
import { ok } from './expectations.js';
import type { Target } from './nine-operations.js';

/** A new chat with one message by its owner. */
export async function startConversation(
  owner: ApiClient,
  { chat = {}, content = 'Where is my order?' }: { chat?: object; content?: string } = {},
): Promise<Target & { chatId: number; messageId: number }> {
  const { id: chatId } = await ok(owner.createChat(chat));
  const { id: messageId } = await ok(owner.sendMessage(chatId, content));
  return { chatId, messageId };
}
