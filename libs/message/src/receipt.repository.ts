import { Injectable } from '@nestjs/common';
import type { Reader, Watermarks } from '#libs/chat';
import type { Queryable, Tx } from '#libs/database';
import { type Mark as AtOnce, markStatement } from './mark-statement.js';
import type { ChangedMessage } from './message-change.js';
import { coveredMessages } from './passed-sql.js';
import { type PassedMessage, watermarkStatement } from './watermark-statement.js';

interface Mark {
  readonly chatId: number;
  readonly messageId: number;
  readonly userId: string;
}

/** Marks on single messages of a GROUP, above each reader's watermark. */
@Injectable()
export class ReceiptRepository {
  /** Marks one message at once, in the plain cases; undefined in others. */
  async markAtOnce(db: Queryable, mark: AtOnce): Promise<ChangedMessage | undefined> {
    const [marked] = await db.query<ChangedMessage>(markStatement(mark));
    return marked;
  }

  /** Moves a watermark to a message at once, in the plain cases; undefined in others. */
  async markUpToAtOnce(db: Queryable, mark: AtOnce): Promise<PassedMessage | undefined> {
    const [passed] = await db.query<PassedMessage>(watermarkStatement(mark));
    return passed;
  }

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
      text: `INSERT INTO receipt (chat_id, message_id, user_id, status) VALUES ($1, $2, $3, $4)
        ON CONFLICT (chat_id, message_id, user_id) DO UPDATE SET status = EXCLUDED.status`,
      values: [chatId, messageId, userId, status],
    });
  }

  /**
   * Messages that a reader's watermarks, which stood at `reader`, now pass in a way that cannot be told from the
   * watermarks: those with a mark by the reader, and those confirmed on the other side of the reader's coming or going.
   */
  async findCovered(
    tx: Tx,
    chatId: number,
    reader: Reader,
    { deliveredUpTo, readUpTo }: Watermarks,
  ): Promise<number[]> {
    const covered = await tx.query<{ message_id: number }>({
      name: 'receipt.find-covered',
      text: coveredMessages({ chatId: '$1', userId: '$2', delivered: ['$3', '$4'], read: ['$5', '$6'] }),
      values: [chatId, reader.user_id, reader.delivered_up_to, deliveredUpTo, reader.read_up_to, readUpTo],
    });
    return covered.map(({ message_id }) => message_id);
  }

  /** Drops the marks that a reader's watermarks, which stood at `reader`, now say as well. */
  async dropCovered(tx: Tx, chatId: number, reader: Reader, { deliveredUpTo, readUpTo }: Watermarks): Promise<void> {
    await tx.query({
      name: 'receipt.drop-covered',
      text: `DELETE FROM receipt WHERE chat_id = $1 AND user_id = $2 AND message_id > $3 AND message_id <= $4
        AND (message_id <= $5 OR status = 'DELIVERED')`,
      values: [chatId, reader.user_id, reader.read_up_to, deliveredUpTo, readUpTo],
    });
  }

  /** Who, besides the sender, has read a message of a GROUP, by mark or by watermark. */
  async readersOf(tx: Tx, chatId: number, messageId: number): Promise<string[]> {
    const readers = await tx.query<{ user_id: string }>({
      name: 'receipt.readers-of',
      text: `SELECT p.user_id FROM participant p
        JOIN message m ON m.chat_id = p.chat_id AND m.id = $2
        WHERE p.chat_id = $1 AND p.membership @> coalesce(m.addressed_id, m.id) AND (p.read_up_to >= m.id
          OR p.user_id = ANY (ARRAY(
            SELECT r.user_id FROM receipt r WHERE r.chat_id = $1 AND r.message_id = $2 AND r.status = 'READ')))`,
      values: [chatId, messageId],
    });
    return readers.map(({ user_id }) => user_id);
  }
}
