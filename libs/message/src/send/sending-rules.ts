import type { Actor } from '#libs/auth';
import { ChatErrors, type LockedChat, type TimelineAct } from '#libs/chat';
import { refusal } from '#libs/http';
import type { MessageAct } from '../acts/message-act.js';
import { MessageErrors } from '../shown/message-errors.js';
import type { NewMessage } from './new-message.js';

/**
 * Whether a message may go into a chat, by the chat's status and type and by who sends what.
 * @throws ApiError 400 that says why not
 */
export function refuseForbidden(
  actor: Actor,
  chat: LockedChat,
  message: NewMessage,
  act: TimelineAct | MessageAct | undefined,
): void {
  const isOwner = actor.userId === chat.owner_id;
  if (chat.status === 'DELETED') throw refusal(MessageErrors.chat_deleted);
  // Users may delete their messages in every chat that they can read.
  const deletes = act?.action === 'delete';
  if (chat.status === 'ARCHIVED' && !deletes) throw refusal(MessageErrors.chat_archived);
  if (actor.isService) return;
  if (chat.chat_type === 'SYSTEM' && act?.action !== 'rename' && !deletes) throw refusal(MessageErrors.service_only);
  if (!message.isUser && !(isOwner && chat.chat_type === 'PERSONAL')) throw refusal(MessageErrors.is_user_not_allowed);
  const isNotice = message.messageType === 'SYSTEM' && act === undefined;
  if (isNotice && chat.chat_type === 'GROUP' && !isOwner) throw refusal(ChatErrors.owner_only, 'send a notice');
}
