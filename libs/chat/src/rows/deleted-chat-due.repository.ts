import { Injectable } from '@nestjs/common';
import { RowList, type Statement, type Tx } from '#libs/database';

/** Chats at once. */
const MAX_CHATS_AT_ONCE = 100;
/** No transaction that saw the chat before it was deleted lasts longer, in s. */
const ALL_ARE_OVER_AFTER = 60;

const DELETED = new RowList<number>('u', { chat_id: ['bigint', (chatId) => chatId] });
const MARK = `INSERT INTO deleted_chat_due (chat_id, look_at) SELECT u.chat_id, ${DELETED.next}::timestamptz FROM ${DELETED.sql}
  ON CONFLICT (chat_id) DO UPDATE SET look_at = EXCLUDED.look_at, is_seen = false`;

/** In the transaction of the changes. None when no chat was deleted. */
export const markDeletedStatements = (chatIds: readonly number[], now: string): Statement[] =>
  DELETED.statements({ name: 'deleted-chat.mark', text: MARK }, chatIds, now);

/** Which chats were deleted, for others that have something of them. */
@Injectable()
export class DeletedChatDueRepository {
  /**
   * Each chat is taken twice: at once, and when all are over that may have begun before it was deleted. The transaction
   * must do all there is to do.
   * @returns those that nobody restored
   */
  async take(tx: Tx): Promise<number[]> {
    const chats = await tx.query<{ chat_id: number }>({
      name: 'deleted-chat.take',
      text: `WITH due AS MATERIALIZED (
          SELECT chat_id, is_seen FROM deleted_chat_due WHERE look_at <= now() ORDER BY look_at LIMIT ${MAX_CHATS_AT_ONCE}
          FOR UPDATE SKIP LOCKED
        ), seen AS (
          UPDATE deleted_chat_due d SET is_seen = true, look_at = now() + make_interval(secs => ${ALL_ARE_OVER_AFTER})
          FROM due WHERE d.chat_id = due.chat_id AND NOT due.is_seen
        ), done AS (
          DELETE FROM deleted_chat_due d USING due WHERE d.chat_id = due.chat_id AND due.is_seen
        )
        SELECT due.chat_id FROM due
        WHERE coalesce((SELECT c.status FROM chat c WHERE c.id = due.chat_id), 'DELETED') = 'DELETED'`,
      values: [],
    });
    return chats.map(({ chat_id }) => chat_id);
  }
}
