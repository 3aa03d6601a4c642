import { type WorkHint, workHint } from '#libs/bus';
import type { Batch } from '#libs/chat';
import { ASSISTANT } from '#libs/http';
import { citationsOf, type Fate, withoutTexts } from '../shown/citations.js';
import type { MessagePlace } from '../shown/message-view.js';
import { CitationRows } from '../rows/citation-rows.js';
import { type MessageRow, MessageRows } from '../rows/message-rows.js';
import { TextRows } from '../rows/text-rows.js';
import { WorkRows } from '../rows/work-rows.js';
import { begunAgain } from './again.js';
import { updatePreview } from './preview.js';

/** A reply as it shows what became of its sources while it was written. Its citations must be wanted. */
export function withFates(batch: Batch, reply: MessageRow): MessageRow {
  const by = placeOf(reply);
  return withoutTexts(reply, ({ n }) => batch.of(CitationRows).fateOf(by, n)) ?? reply;
}

/** From now on an edit or deletion of a source finds the reply, which shows what became of it before. */
export function storeCitations(batch: Batch, reply: MessageRow): void {
  const citations = batch.of(CitationRows);
  const by = placeOf(reply);
  for (const { n, chat_id: chatId, message_id: messageId } of citationsOf(reply)) {
    const fate = citations.fateOf(by, n);
    const citing = { cited: { chatId, messageId }, by };
    if (fate !== 'deleted') citations.add(citing);
    if (fate !== undefined) citations.settle(citing, fate);
  }
}

/** A reply as it is stored when it ends, also when it failed. */
export function settleCitations(batch: Batch, reply: MessageRow): MessageRow {
  storeCitations(batch, reply);
  return withFates(batch, reply);
}

/**
 * Updates the replies of the chat that cite a message which was edited or deleted; other chats follow in later changes.
 * @returns those that changed
 */
export function followIn(batch: Batch, message: MessageRow, fate: Fate, seq: number): MessageRow[] {
  const cited = placeOf(message);
  const citations = batch.of(CitationRows);
  if (citations.isCitedElsewhere(cited)) citations.follow(cited, seq);
  const replies = batch.of(MessageRows).ofChat(message.chat_id);
  return replies.flatMap((reply) => follow(batch, reply, cited, fate, seq) ?? []);
}

/** @returns the reply when it changed */
export function follow(
  batch: Batch,
  reply: MessageRow,
  cited: MessagePlace,
  fate: Fate,
  seq: number | (() => number),
): MessageRow | undefined {
  if (reply.deleted_at !== null || reply.sender_id !== ASSISTANT) return undefined;
  // One that has just begun to cite it says so by itself.
  if (reply.is_at_work && batch.of(WorkRows).get(reply.chat_id, reply.id) === undefined) return undefined;
  const left = withoutTexts(reply, (one) =>
    one.chat_id === cited.chatId && one.message_id === cited.messageId ? fate : undefined,
  );
  if (left === undefined) return undefined;
  const change_seq = typeof seq === 'number' ? seq : seq();
  const isOtherText = left.content !== reply.content;
  // Nothing that somebody saw being written is taken back: it is written again.
  const settled = reply.is_at_work && isOtherText ? begunAgain(batch, reply, change_seq) : left;
  const shown = { ...settled, change_seq, updated_at: batch.now };
  batch.of(MessageRows).set(shown);
  if (isOtherText && !reply.is_at_work) batch.of(TextRows).set(reply.chat_id, reply.id, shown.content);
  batch.of(CitationRows).settle({ cited, by: placeOf(reply) }, fate);
  updatePreview(batch, shown);
  return shown;
}

/** Those of the replies that the server has to write, again or still. */
export function toWrite(replies: readonly MessageRow[]): WorkHint[] {
  return replies
    .filter(({ is_at_work, content }) => is_at_work && content === '')
    .map(({ chat_id, id }) => workHint(chat_id, id));
}

function placeOf({ chat_id: chatId, id: messageId }: MessageRow): MessagePlace {
  return { chatId, messageId };
}
