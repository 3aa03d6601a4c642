import type { Actor } from '#libs/auth';
import type { Batch } from '#libs/chat';
import { refusal } from '#libs/http';
import { isSearchable } from '#libs/search';
import { MessageErrors } from '../shown/message-errors.js';
import { isSent } from '../shown/message-status.js';
import { type MessageRow, MessageRows } from '../rows/message-rows.js';
import { TextRows } from '../rows/text-rows.js';
import { updatePreview } from '../steps/preview.js';
import { retitle } from '../steps/title.js';

/**
 * Its sender changes the text of a person's message.
 * @returns whether it would change
 * @throws ApiError 400 `not_editable`
 */
export function judgeEdit(actor: Actor, message: MessageRow, content: string): boolean {
  const why = reasonNotToEdit(actor, message);
  if (why !== undefined) throw refusal(MessageErrors.not_editable, why);
  return message.content !== content;
}

/** The message has another text, and everything else as before: it does not become unread again. */
export function edit(
  batch: Batch,
  message: MessageRow,
  content: string,
  { id: edit_id, seq }: { readonly id: number; readonly seq: number },
): MessageRow {
  const edited = { ...message, content, edited_at: batch.now, edit_id, change_seq: seq, updated_at: batch.now };
  const { chat_id: chatId, id } = message;
  batch.of(MessageRows).rewrite(edited);
  batch.of(TextRows).remove(chatId, id);
  if (isSearchable(content, message.message_metadata ?? undefined)) batch.of(TextRows).set(chatId, id, content);
  updatePreview(batch, edited);
  retitle(batch, edited, seq);
  return edited;
}

function reasonNotToEdit(actor: Actor, message: MessageRow): string | undefined {
  if (message.deleted_at !== null) return 'It was deleted.';
  if (!message.is_user || message.message_type !== 'TEXT') return 'Only a TEXT of a person can be edited.';
  if (actor.senderId !== message.sender_id) return 'Only its sender can edit it.';
  return isSent(message.stored_status) ? undefined : 'It has not been sent.';
}
