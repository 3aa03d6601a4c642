import { Injectable } from '@nestjs/common';
import type { Queryable, Tx } from '#libs/database';

interface Mark {
  readonly chatId: number;
  readonly messageId: number;
  readonly userId: string;
}

/** Marks on single messages of a GROUP, above each reader's watermark. */
@Injectable()
export class ReceiptRepository {
  async find(db: Queryable, { chatId, messageId, userId }: Mark): Promise<'DELIVERED' | 'READ' | null> {
    const [receipt] = await db.query<{ status: 'DELIVERED' | 'READ' }>({
      name: 'receipt.find',
      text: 'SELECT status FROM receipt WHERE chat_id = $1 AND message_id = $2 AND user_id = $3',
      values: [chatId, messageId, userId],
    });
    return receipt?.status ?? null;
  }

  async save(tx: Tx, { chatId, messageId, userId }: Mark, status: 'DELIVERED' | 'READ'): Promise<void> {
    await tx.query({
      name: 'receipt.save',
      text: `INSERT INTO receipt (chat_id, user_id, message_id, status) VALUES ($1, $3, $2, $4)
        ON CONFLICT (chat_id, user_id, message_id) DO UPDATE SET status = EXCLUDED.status`,
      values: [chatId, messageId, userId, status],
    });
  }

  /** Drops the marks that a reader's watermarks now say as well. */
  async dropCovered(
    tx: Tx,
    chatId: number,
    userId: string,
    marks: { deliveredUpTo: number; readUpTo: number },
  ): Promise<void> {
    await tx.query({
      name: 'receipt.drop-covered',
      text: `DELETE FROM receipt WHERE chat_id = $1 AND user_id = $2
        AND (message_id <= $4 OR (message_id <= $3 AND status = 'DELIVERED'))`,
      values: [chatId, userId, marks.deliveredUpTo, marks.readUpTo],
    });
  }

  /** Who, besides the sender, has read a message of a GROUP, by mark or by watermark. */
  async readersOf(tx: Tx, chatId: number, messageId: number): Promise<string[]> {
    const readers = await tx.query<{ user_id: string }>({
      text: `SELECT p.user_id FROM participant p
        LEFT JOIN receipt r ON r.chat_id = p.chat_id AND r.message_id = $2 AND r.user_id = p.user_id
        JOIN message m ON m.chat_id = p.chat_id AND m.id = $2
        WHERE p.chat_id = $1 AND p.membership @> coalesce(m.addressed_id, m.id) AND (p.read_up_to >= m.id OR r.status = 'READ')`,
      values: [chatId, messageId],
    });
    return readers.map(({ user_id }) => user_id);
  }
}
