import type { Actor } from '#libs/auth';
import { type LockedChat, OwnerOnly, type TimelineAct } from '#libs/chat';
import { ChatArchived, ChatDeleted, IsUserNotAllowed, ServiceOnly } from '../shown/message-errors.js';
import type { NewMessage } from './new-message.js';

/**
 * Whether a message may go into a chat, by the chat's status and type and by who sends what.
 * @throws ApiError 400 that says why not
 */
export function refuseForbidden(
  actor: Actor,
  chat: LockedChat,
  message: NewMessage,
  act: TimelineAct | undefined,
): void {
  const isOwner = actor.userId === chat.owner_id;
  if (chat.status === 'DELETED') throw new ChatDeleted();
  if (chat.status === 'ARCHIVED') throw new ChatArchived();
  if (actor.isService) return;
  if (chat.chat_type === 'SYSTEM' && act?.action !== 'rename') throw new ServiceOnly();
  if (!message.isUser && !(isOwner && chat.chat_type === 'PERSONAL')) throw new IsUserNotAllowed();
  const isNotice = message.messageType === 'SYSTEM' && act === undefined;
  if (isNotice && chat.chat_type === 'GROUP' && !isOwner) throw new OwnerOnly('send a notice');
}
