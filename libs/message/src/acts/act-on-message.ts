import type { Actor } from '#libs/auth';
import { workHint } from '#libs/bus';
import type { Batch, Judged } from '#libs/chat';
import { messageFor } from '../rows/message-access.js';
import { CitationRows } from '../rows/citation-rows.js';
import { ForgottenRows } from '../rows/forgotten-rows.js';
import { type MessageRow, MessageRows } from '../rows/message-rows.js';
import { TitleRows } from '../rows/title-rows.js';
import { WorkRows } from '../rows/work-rows.js';
import { followIn, toWrite } from '../steps/citing.js';
import { deleteMessage, judgeDelete, wantToDelete } from './delete.js';
import { edit, judgeEdit } from './edit.js';
import type { MessageAct } from './message-act.js';

/** Where the act stands in the timeline: its id, and the number of the change. */
export interface ActNumbers {
  readonly id: number;
  readonly seq: number;
}

/** All that an act changed besides itself, and whose workers have to look again. */
export interface Acted {
  readonly messages: readonly MessageRow[];
  readonly hints: NonNullable<Judged<unknown>['hints']>;
}

export function wantMessageAct(batch: Batch, chatId: number, { action, messageId }: MessageAct): void {
  batch.of(MessageRows).want(chatId, messageId);
  batch.of(TitleRows).want(chatId, messageId);
  batch.of(MessageRows).wantCiting(chatId, messageId);
  batch.of(WorkRows).wantCiting(chatId, messageId);
  batch.of(CitationRows).wantCiting(chatId, messageId, action === 'delete');
  if (action === 'delete') wantToDelete(batch, chatId, messageId);
}

/**
 * @returns whether the act changes anything; one that repeats another does not
 * @throws ApiError 404 `message_not_found`, 400 `not_editable` or `not_deletable`
 */
export function judgeMessageAct(batch: Batch, actor: Actor, chatId: number, act: MessageAct, content: string): boolean {
  const { chat, message } = messageFor(batch, actor, chatId, act.messageId);
  return act.action === 'edit' ? judgeEdit(actor, message, content) : judgeDelete(actor, chat, message);
}

/** Carries out what was judged. */
export function applyMessageAct(
  batch: Batch,
  chatId: number,
  { action, messageId }: MessageAct,
  content: string,
  act: ActNumbers,
): Acted {
  const message = batch.of(MessageRows).get(chatId, messageId)!;
  batch.of(ForgottenRows).add(chatId, messageId);
  const { seq } = act;
  if (action === 'edit') {
    const edited = edit(batch, message, content, act);
    const replies = followIn(batch, message, 'edited', seq);
    return { messages: [edited, ...replies], hints: toWrite(replies) };
  }
  const deleted = deleteMessage(batch, batch.chats.get(chatId)!, message, seq);
  const replies = followIn(batch, message, 'deleted', seq);
  // A reply that waited for the one that was stopped comes next.
  return { messages: [...deleted, ...replies], hints: [workHint(chatId, messageId), ...toWrite(replies)] };
}

/** Whether an act of before said the same, as far as that is still known: an edit's words are in its message alone. */
export function saidTheSame(
  batch: Batch,
  act: MessageRow,
  { action, messageId }: MessageAct,
  content: string,
): boolean {
  const message = batch.of(MessageRows).get(act.chat_id, messageId);
  const isLatest = message !== undefined && message.deleted_at === null && (message.edit_id ?? 0) <= act.id;
  return action === 'delete' || !isLatest || message.content === content;
}
