import type { Actor } from '#libs/auth';
import { type Batch, type LockedChat, ParticipantRows } from '#libs/chat';
import { refusal } from '#libs/http';
import { countsAsUnread } from '../shown/counts-as-unread.js';
import { MessageErrors } from '../shown/message-errors.js';
import { isSent } from '../shown/message-status.js';
import { CitationRows } from '../rows/citation-rows.js';
import { type MessageRow, MessageRows } from '../rows/message-rows.js';
import { ReactionRows } from '../rows/reaction-rows.js';
import { ReceiptRows } from '../rows/receipt-rows.js';
import { TextRows } from '../rows/text-rows.js';
import { WorkRows } from '../rows/work-rows.js';
import { updatePreview } from '../steps/preview.js';
import { endWork, stopWork } from '../steps/stopping.js';
import { retitle } from '../steps/title.js';

export function wantToDelete(batch: Batch, chatId: number, messageId: number): void {
  batch.of(WorkRows).want(chatId, messageId);
  batch.of(WorkRows).wantRepliesTo(chatId, messageId);
  batch.of(MessageRows).wantRepliesTo(chatId, messageId);
  batch.of(ReceiptRows).wantReadBy(chatId, messageId);
  batch.of(CitationRows).wantCitedByRepliesTo(chatId, messageId);
}

/**
 * Its sender, the chat's owner or a service deletes any message but the acts.
 * @returns whether it would change
 * @throws ApiError 400 `not_deletable`
 */
export function judgeDelete(actor: Actor, chat: LockedChat, message: MessageRow): boolean {
  const why = reasonNotToDelete(actor, chat, message);
  if (why !== undefined) throw refusal(MessageErrors.not_deletable, why);
  return message.deleted_at === null;
}

/**
 * The message stays in its place and says nothing any more. Nobody has it to read, the server stops working at it and at
 * the reply to it, and what was never sent never will be.
 * @returns all that changed
 */
export function deleteMessage(batch: Batch, chat: LockedChat, message: MessageRow, seq: number): MessageRow[] {
  const { chat_id: chatId, id } = message;
  const status = isSent(message.stored_status) ? message.status : 'FAILED';
  const deleted: MessageRow = {
    ...message,
    content: '',
    message_metadata: null,
    reactions: {},
    status,
    stored_status: isSent(message.stored_status) ? message.stored_status : 'FAILED',
    is_at_work: false,
    deleted_at: batch.now,
    change_seq: seq,
    updated_at: batch.now,
  };
  batch.of(MessageRows).rewrite(deleted);
  batch.of(ReactionRows).clear(chatId, id);
  batch.of(TextRows).remove(chatId, id);
  batch.of(CitationRows).forget({ chatId, messageId: id });
  endWork(batch, message);
  countNoMore(batch, chat, message);
  updatePreview(batch, deleted);
  retitle(batch, deleted, seq);
  return [deleted, ...stopReplies(batch, deleted, seq)];
}

function reasonNotToDelete(actor: Actor, chat: LockedChat, message: MessageRow): string | undefined {
  const isAct = message.message_type === 'SYSTEM' && message.message_metadata?.['action'] !== undefined;
  if (isAct) return 'An act of the timeline stays.';
  const mayDelete = actor.isService || actor.userId === message.sender_id || actor.userId === chat.owner_id;
  return mayDelete ? undefined : "Only its sender and the chat's owner can delete it.";
}

/**
 * Lowers what is unread to those to whom it was; for all others nothing changes. Writes whichever side has fewer rows.
 */
function countNoMore(batch: Batch, chat: LockedChat, message: MessageRow): void {
  const isGroup = chat.chat_type === 'GROUP';
  const { chat_id: chatId, id: messageId, stored_status: status } = message;
  if (!countsAsUnread(chat.chat_type, message)) return;
  const isMostlyRead = isGroup && 2 * message.read >= (message.recipients ?? 0);
  if (!isMostlyRead) batch.chats.set(chatId, { message_count: batch.chats.get(chatId)!.message_count - 1 });
  const marked = batch.of(ReceiptRows).readBy(chatId, messageId);
  batch.of(ParticipantRows).retract({
    chatId,
    messageId,
    addressedId: message.addressed_id ?? messageId,
    senderId: isGroup ? message.sender_id : null,
    from: isMostlyRead ? 'unread' : 'seen',
    readBy: status === 'READ' ? [...marked, chat.owner_id] : marked,
  });
}

function stopReplies(batch: Batch, question: MessageRow, seq: number): MessageRow[] {
  const rows = batch.of(MessageRows);
  return rows.repliesTo(question.chat_id, question.id).map((reply) => {
    const ended = { ...stopWork(batch, reply, 'Its question was deleted.'), change_seq: seq, updated_at: batch.now };
    const shown = { ...ended, is_parent_deleted: true };
    rows.set(shown);
    updatePreview(batch, shown);
    return shown;
  });
}
