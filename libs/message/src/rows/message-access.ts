import type { Actor } from '#libs/auth';
import { type Batch, type LockedChat, ParticipantRows } from '#libs/chat';
import { MessageNotFound } from '../shown/message-errors.js';
import { type MessageRow, MessageRows } from './message-rows.js';

export interface LockedMessage {
  readonly chat: LockedChat;
  readonly message: MessageRow;
}

/** @throws MessageNotFound when it is not there for the actor */
export function messageFor(batch: Batch, actor: Actor, chatId: number, messageId: number): LockedMessage {
  const chat = batch.chats.get(chatId);
  const message = batch.of(MessageRows).get(chatId, messageId);
  const isThere =
    chat !== undefined && chat.status !== 'DELETED' && batch.of(ParticipantRows).sees(chatId, actor.userId);
  if (!isThere || message === undefined) throw new MessageNotFound();
  return { chat, message };
}
