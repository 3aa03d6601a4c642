import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';

/** Every table with rows of a chat, the chat's own last. */
const TABLES_BY_CHAT = [
  'passage_vector',
  'embedded_range',
  'posting',
  'passage',
  'document_text',
  'knowledge',
  'message_work',
  'message_text',
  'message_reaction',
  'receipt',
  'message',
  'participant',
  'chat_session',
] as const;

/** Rows per statement, so that a chat of a million messages stays within the time limit of each. */
const BATCH = 5_000;

@Injectable()
export class RetentionRepository {
  /** Locks one chat that was deleted more than `days` days ago and that no other server is purging. */
  async lockExpired(tx: Tx, days: number): Promise<number | undefined> {
    const [chat] = await tx.query<{ id: number }>({
      text: `SELECT id FROM chat WHERE status = 'DELETED' AND deleted_at <= now() - make_interval(days => $1)
        ORDER BY deleted_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
      values: [days],
    });
    return chat?.id;
  }

  async purge(tx: Tx, chatId: number): Promise<void> {
    for (const table of TABLES_BY_CHAT) {
      const text = `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE chat_id = $1 LIMIT ${BATCH}))
        RETURNING 1`;
      while ((await tx.query({ text, values: [chatId] })).length === BATCH);
    }
    await tx.query({ text: 'DELETE FROM chat WHERE id = $1', values: [chatId] });
  }
}
