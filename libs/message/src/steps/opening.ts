import type { Batch, LockedChat } from '#libs/chat';
import { ASSISTANT, refusal } from '#libs/http';
import { type WorkKind, workOf } from '../rows/work-rule.js';
import { type MessageRow, MessageRows } from '../rows/message-rows.js';
import { newRow, type Said } from './new-row.js';
import { previewOf } from './preview.js';
import { MAX_FILES, WorkRows } from '../rows/work-rows.js';
import { MessageErrors } from '../shown/message-errors.js';

type Posted = Said & { readonly parent_sender_id: string | null };

/**
 * What a message that becomes SENT gives the server to do.
 * @throws ApiError 400 `too_many_files`; what `opensReply` throws when it would be a reply too many
 */
export function workFor(batch: Batch, chat: LockedChat, posted: Posted, opensReply: () => void): WorkKind | undefined {
  const kind = workOf(chat, {
    messageType: posted.message_type,
    isUser: posted.is_user,
    content: posted.content,
    metadata: posted.message_metadata,
    isToAssistant: posted.parent_sender_id === ASSISTANT,
  });
  if (kind === 'reply') opensReply();
  if (kind === 'file') refuseTooManyFiles(batch, posted.sender_id);
  return kind;
}

/** @throws ApiError 400 `too_many_files` */
export function refuseTooManyFiles(batch: Batch, asker: string): void {
  if (batch.of(WorkRows).filesOf(asker) >= MAX_FILES) throw refusal(MessageErrors.too_many_files, MAX_FILES);
}

/** A FILE is SENDING until it has been read. */
export function openFile(batch: Batch, row: MessageRow, changeSeq: number): void {
  const { chat_id: chatId, id: messageId, sender_id: asker } = row;
  batch.of(WorkRows).add({ chatId, messageId, kind: 'file', asker, changeSeq, attempt: 1 });
}

/** The empty row of the reply to a question, part of the change that made the question SENT. */
export function openReply(batch: Batch, question: MessageRow, seq: number): MessageRow {
  const { chat_id: chatId, sender_id: asker } = question;
  const reply = newRow(batch, question, {
    chat_id: chatId,
    change_seq: seq,
    sender_id: ASSISTANT,
    is_user: false,
    message_type: 'TEXT',
    status: 'SENDING',
    content: '',
    message_metadata: null,
    is_at_work: true,
  });
  const rows = batch.of(MessageRows);
  rows.insert(reply, null, null);
  rows.set({ ...question, reply_count: question.reply_count + 1, change_seq: seq, updated_at: batch.now });
  batch.chats.set(chatId, { latest: previewOf(reply) });
  batch.of(WorkRows).add({ chatId, messageId: reply.id, kind: 'reply', asker, changeSeq: seq, attempt: 1 });
  return reply;
}
