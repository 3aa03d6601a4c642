import type { Conversation } from '#libs/message';
import type { Scope } from '#libs/knowledge';

/**
 * What a reply in a chat may be built from: what the chat's people may read, because they will read the reply. In a
 * PERSONAL chat that asks for it these are all chats of its owner, who reads it alone.
 */
export function scopeOf({ id, chatType, ownerId, metadata }: Conversation['chat']): Scope {
  const rag = (metadata?.['rag'] ?? {}) as { scope?: unknown };
  const isPersonal = chatType === 'PERSONAL';
  return { chatId: id, userId: isPersonal ? ownerId : undefined, isOwnersChats: isPersonal && rag.scope === 'user' };
}
