import { Injectable } from '@nestjs/common';
import type { Queryable, Tx } from '#libs/database';
import { type Fate, fateSql } from '../shown/citations.js';

/** A message of which citations have to follow. */
export interface DueCitations {
  readonly chat_id: number;
  readonly message_id: number;
  readonly due_seq: number;
  /** Replies that do not say it yet, the first ones. */
  readonly replies: readonly { readonly chat_id: number; readonly message_id: number; readonly fate: Fate }[];
}

/** Replies that follow at once. */
const MAX_AT_ONCE = 100;

const FATE = fateSql({
  isElsewhere: 't.chat_id <> d.chat_id',
  isChatDeleted: "c.status = 'DELETED'",
  isEditNews: 'NOT t.is_edited',
});

@Injectable()
export class CitationDueRepository {
  /** The next message after another one in the order of their keys. */
  async next(
    db: Queryable,
    after: { readonly chatId: number; readonly messageId: number },
  ): Promise<DueCitations | undefined> {
    const [due] = await db.query<DueCitations>({
      name: 'citation.next-due',
      // Of a chat that is deleted or purged nothing is left elsewhere; inside it may be restored.
      text: `SELECT d.chat_id, d.message_id, d.due_seq, (
          SELECT coalesce(json_agg(json_build_object('chat_id', t.chat_id, 'message_id', t.message_id, 'fate', t.fate)), '[]') FROM (
            SELECT t.chat_id, t.message_id, f.fate FROM message_citation t CROSS JOIN LATERAL (SELECT ${FATE} AS fate) f
            WHERE t.cited_chat_id = d.chat_id AND t.cited_id = d.message_id AND f.fate IS NOT NULL
            ORDER BY t.cited_chat_id, t.cited_id, t.chat_id, t.message_id LIMIT ${MAX_AT_ONCE}
          ) t) AS replies
        FROM (
          SELECT * FROM message_citation_due d WHERE (d.chat_id, d.message_id) > ($1, $2) ORDER BY d.chat_id, d.message_id LIMIT 1
        ) d LEFT JOIN message m ON m.chat_id = d.chat_id AND m.id = d.message_id LEFT JOIN chat c ON c.id = d.chat_id`,
      values: [after.chatId, after.messageId],
    });
    return due;
  }

  /** Nothing has to follow any more, unless the message has changed once more. */
  async done(db: Queryable, { chat_id, message_id, due_seq }: DueCitations): Promise<void> {
    await db.query({
      name: 'citation.done',
      text: 'DELETE FROM message_citation_due WHERE chat_id = $1 AND message_id = $2 AND due_seq = $3',
      values: [chat_id, message_id, due_seq],
    });
  }

  /** Citations of these chats in others follow. */
  async addOfChats(tx: Tx, chatIds: readonly number[]): Promise<void> {
    await tx.query({
      name: 'citation.wait-of-chats',
      text: `INSERT INTO message_citation_due AS d (chat_id, message_id, due_seq)
        SELECT DISTINCT t.cited_chat_id, t.cited_id, 0 FROM message_citation t
        WHERE t.cited_chat_id = ANY ($1::bigint[]) AND t.chat_id <> t.cited_chat_id
        ON CONFLICT (chat_id, message_id) DO UPDATE SET due_seq = d.due_seq + 1`,
      values: [chatIds],
    });
  }
}
