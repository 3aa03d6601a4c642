import type { Batch } from '#libs/chat';
import { ASSISTANT } from '#libs/http';
import { CitationRows } from '../rows/citation-rows.js';
import type { MessageRow } from '../rows/message-rows.js';
import { TextRows } from '../rows/text-rows.js';
import { WorkRows } from '../rows/work-rows.js';
import { attemptOf } from './attempt.js';

/** Begins a reply from the start, as a new attempt; the writer that has the old one loses it. */
export function begunAgain(batch: Batch, reply: MessageRow, changeSeq: number): MessageRow {
  const { chat_id: chatId, id: messageId } = reply;
  const attempt = attemptOf(reply.message_metadata) + 1;
  const asker = reply.parent_sender_id ?? ASSISTANT;
  const held = batch.of(WorkRows).get(chatId, messageId);
  if (held !== undefined) batch.of(WorkRows).remove(held);
  batch.of(WorkRows).add({ chatId, messageId, kind: 'reply', asker, changeSeq, attempt });
  // What it said before is gone, also from where `q` looks.
  batch.of(CitationRows).forget({ chatId, messageId });
  batch.of(TextRows).remove(chatId, messageId);
  const begun = { content: '', message_metadata: { rag: { attempt, citations: [] } } };
  return { ...reply, status: 'SENDING', stored_status: 'SENDING', ...begun };
}
