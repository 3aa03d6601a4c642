import { type Batch, type LockedChat, type MessageStatus, ParticipantRows } from '#libs/chat';
import { countsAsUnread } from '../shown/counts-as-unread.js';
import { isSent, shownStatus } from '../shown/message-status.js';
import type { MessageRow } from '../rows/message-rows.js';
import { type EarlyReader, ReceiptRows } from '../rows/receipt-rows.js';

/** Rows to load for a message that is confirmed, from SENDING to SENT, after it was posted. */
export function wantSentStep(batch: Batch, chatId: number, messageId: number): void {
  batch.of(ParticipantRows).wantPresent(chatId);
  batch.of(ReceiptRows).wantEarlyReaders(chatId, messageId);
}

/**
 * The message with a new status. Once it is SENT it counts as unread, except to its sender and to those who have read it; in
 * a GROUP it is then addressed to everybody who is in it.
 */
export function applyStatus(batch: Batch, chat: LockedChat, before: MessageRow, status: MessageStatus): MessageRow {
  const row = { ...before, stored_status: status, status };
  if (!isSent(status)) return row;
  const isNew = !isSent(before.status);
  const isGroup = chat.chat_type === 'GROUP';
  const early = isNew ? earlyReaders(batch, chat, before) : [];
  const readers = early.filter(({ has_read }) => has_read).map(({ user_id }) => user_id);
  count(
    batch,
    chat,
    row,
    isNew,
    isGroup ? [before.sender_id, ...readers] : status === 'READ' ? [chat.owner_id] : readers,
  );
  if (!isNew || !isGroup) return { ...row, status: shownStatus(status, before.delivered, before.read) };
  const recipients = recipientsNow(batch, chat.id, before.sender_id);
  const reached = { delivered: early.length, read: readers.length };
  const shown = shownStatus(status, reached.delivered, reached.read);
  return { ...row, ...reached, status: shown, recipients, addressed_id: batch.nextId() };
}

/** How many recipients a message of a GROUP has that is sent now; `presentCount` must be wanted. */
export function recipientsNow(batch: Batch, chatId: number, senderId: string): number {
  const participants = batch.of(ParticipantRows);
  const isSenderThere = participants.get(chatId, senderId)?.is_present === true;
  return participants.presentCount(chatId) - (isSenderThere ? 1 : 0);
}

function count(batch: Batch, chat: LockedChat, row: MessageRow, isNew: boolean, seenBy: readonly string[]): void {
  if (!countsAsUnread(chat.chat_type, row)) return;
  if (isNew) batch.chats.set(chat.id, { message_count: batch.chats.get(chat.id)!.message_count + 1 });
  for (const userId of seenBy) batch.of(ParticipantRows).countSeen(chat.id, userId);
}

/** Who has received it before it was sent, or has read beyond it. */
function earlyReaders(batch: Batch, chat: LockedChat, { id, sender_id }: MessageRow): readonly EarlyReader[] {
  const early = batch.of(ReceiptRows).earlyReaders(chat.id, id);
  if (chat.chat_type === 'GROUP') return early.filter(({ user_id }) => user_id !== sender_id);
  const owner = batch.of(ParticipantRows).get(chat.id, chat.owner_id);
  if (owner === undefined) return early;
  return owner.read_up_to >= id ? [{ user_id: owner.user_id, has_read: true }] : [];
}
