import { Injectable } from '@nestjs/common';
import type { Queryable, Tx } from '#libs/database';
import { foldedSql } from './search-sql.js';

/** The key of a message; the order in which texts are moved. */
export interface TextPlace {
  readonly chatId: number;
  readonly messageId: number;
}

/** What one move did: the key of its last row. */
export interface Moved {
  readonly chat_id: number;
  readonly message_id: number;
  /** More rows wait than one move takes. */
  readonly is_more: boolean;
}

/** Rows of one move: about 60 µs of work each, of 200 bytes. */
const MAX_MOVED = 500;
/** Bytes of text in one move, so that long texts stay within the time limit of a statement; one text always fits. */
const MAX_MOVED_BYTES = 1024 * 1024;
/** What waits is counted up to this number. */
const COUNTED = 10_000;

@Injectable()
export class MessageTextRepository {
  /**
   * Moves the texts that come next, in the order of their keys, into the table with the index: in one statement, so
   * each is in one of the two tables at any moment. Rows that another worker holds are passed over. A row whose message
   * is gone is dropped.
   * @returns undefined when nothing came after that place
   */
  async move(tx: Tx, { chatId, messageId }: TextPlace): Promise<Moved | undefined> {
    const statement = { name: 'search.move-texts', isPlannedEachTime: true, text: MOVE, values: [chatId, messageId] };
    const [moved] = await tx.query<Moved>(statement);
    return moved;
  }

  /** Messages whose text waits to be indexed, counted up to 10,000. */
  async countNew(db: Queryable): Promise<number> {
    const [texts] = await db.query<{ count: number }>({
      name: 'search.count-new',
      text: `SELECT count(*)::integer AS count FROM (SELECT 1 FROM message_text_new LIMIT ${COUNTED}) n`,
      values: [],
    });
    return texts?.count ?? 0;
  }
}

// The rows are found by `ctid`: joined by the key, PostgreSQL might read all rows that wait.
const MOVE = `
WITH next AS MATERIALIZED (
  SELECT n.ctid AS place, n.chat_id, n.message_id FROM message_text_new n WHERE (n.chat_id, n.message_id) > ($1, $2)
  ORDER BY n.chat_id, n.message_id LIMIT ${MAX_MOVED} FOR UPDATE SKIP LOCKED
), sized AS MATERIALIZED (
  SELECT n.*, m.content, octet_length(m.content) AS size,
    sum(octet_length(m.content)) OVER (ORDER BY n.chat_id, n.message_id) AS bytes
  FROM next n LEFT JOIN message m ON m.chat_id = n.chat_id AND m.id = n.message_id
), fitting AS MATERIALIZED (
  SELECT * FROM sized WHERE size IS NULL OR bytes <= ${MAX_MOVED_BYTES} OR bytes = size
), moved AS (
  INSERT INTO message_text (chat_id, message_id, folded)
  SELECT chat_id, message_id, ${foldedSql('content')} FROM fitting WHERE content IS NOT NULL
  ON CONFLICT DO NOTHING
), gone AS (
  DELETE FROM message_text_new n WHERE n.ctid = ANY (ARRAY(SELECT place FROM fitting))
)
SELECT chat_id, message_id,
  (SELECT count(*) FROM next) = ${MAX_MOVED} OR (SELECT count(*) FROM next) > (SELECT count(*) FROM fitting) AS is_more
FROM fitting ORDER BY chat_id DESC, message_id DESC LIMIT 1`;
