import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';

/** A message of which citations have to follow. */
export interface DueCitations {
  readonly chat_id: number;
  readonly message_id: number;
  readonly due_seq: number;
  readonly is_deleted: boolean;
  /** Replies that do not say it yet, the first ones. */
  readonly replies: readonly { readonly chat_id: number; readonly message_id: number }[];
}

/** Replies that follow at once. */
const MOST = 100;

@Injectable()
export class CitationDueRepository {
  /** The next message after another one in the order of their keys. */
  async next(
    db: Queryable,
    after: { readonly chatId: number; readonly messageId: number },
  ): Promise<DueCitations | undefined> {
    const [due] = await db.query<DueCitations>({
      name: 'citation.next-due',
      text: `SELECT d.chat_id, d.message_id, d.due_seq, m.deleted_at IS NOT NULL AS is_deleted, (
          SELECT coalesce(json_agg(json_build_object('chat_id', t.chat_id, 'message_id', t.message_id)), '[]') FROM (
            SELECT t.chat_id, t.message_id FROM message_citation t
            WHERE t.cited_chat_id = d.chat_id AND t.cited_id = d.message_id AND (m.deleted_at IS NOT NULL OR NOT t.is_edited)
            ORDER BY t.cited_chat_id, t.cited_id, t.chat_id, t.message_id LIMIT ${MOST}
          ) t) AS replies
        FROM (
          SELECT * FROM message_citation_due d WHERE (d.chat_id, d.message_id) > ($1, $2) ORDER BY d.chat_id, d.message_id LIMIT 1
        ) d JOIN message m ON m.chat_id = d.chat_id AND m.id = d.message_id`,
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
}
