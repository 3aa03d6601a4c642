import type { Batch } from '#libs/chat';
import { ASSISTANT } from '#libs/http';
import type { MessageRow } from '../rows/message-rows.js';
import { TextRows } from '../rows/text-rows.js';
import { WorkRows } from '../rows/work-rows.js';
import { settleCitations } from './citing.js';

/** Takes the server's work at a message away from the worker that has it. */
export function endWork(batch: Batch, { chat_id: chatId, id }: MessageRow): void {
  const work = batch.of(WorkRows).get(chatId, id);
  if (work !== undefined) batch.of(WorkRows).remove(work);
}

/** A message that the server was working at, as it is when somebody stops that: what was written so far is kept. */
export function stopWork(batch: Batch, message: MessageRow, why: string): MessageRow {
  endWork(batch, message);
  const kept = message.sender_id === ASSISTANT ? settleCitations(batch, message) : message;
  if (message.sender_id === ASSISTANT) batch.of(TextRows).set(kept.chat_id, kept.id, kept.content);
  const metadata = { ...kept.message_metadata, error: { code: 'cancelled', detail: why } };
  return { ...kept, status: 'FAILED', stored_status: 'FAILED', message_metadata: metadata, is_at_work: false };
}
