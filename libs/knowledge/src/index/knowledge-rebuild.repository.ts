import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Passage } from '../text/passage.js';

/** A text that is in an index. */
export interface IndexedText {
  readonly id: number;
  readonly source: Passage['source'];
  readonly text: string;
  readonly is_said: boolean;
}

/** Rows deleted by one statement, which has to end in time. */
const ROWS = 20_000;

@Injectable()
export class KnowledgeRebuildRepository {
  /**
   * Locks the next chat whose index is of another version, unless somebody else is at it.
   * @param except chats that are passed over
   */
  async lockOutdated(tx: Tx, version: number, except: readonly number[]): Promise<number | undefined> {
    const [row] = await tx.query<{ chat_id: number }>({
      name: 'knowledge.lock-outdated',
      // By the ends of the index, and in its order: otherwise the whole table is read for one row.
      text: `WITH other AS MATERIALIZED (
          SELECT coalesce(
            (SELECT min(version) FROM knowledge WHERE chat_id <> ALL ($2::bigint[]) HAVING min(version) < $1),
            (SELECT max(version) FROM knowledge WHERE chat_id <> ALL ($2::bigint[]) HAVING max(version) > $1)) AS version
        )
        SELECT k.chat_id FROM knowledge k
        WHERE k.version >= (SELECT version FROM other) AND k.version <= (SELECT version FROM other)
          AND k.chat_id <> ALL ($2::bigint[])
        ORDER BY k.version LIMIT 1 FOR UPDATE OF k SKIP LOCKED`,
      values: [version, except],
    });
    return row?.chat_id;
  }

  /** The messages that the chat's index has passages of, in their order. */
  async messages(tx: Tx, chatId: number): Promise<number[]> {
    const rows = await tx.query<{ message_id: number }>({
      name: 'knowledge.indexed-messages',
      text: 'SELECT DISTINCT message_id FROM passage WHERE chat_id = $1 ORDER BY message_id',
      values: [chatId],
    });
    return rows.map(({ message_id }) => message_id);
  }

  async clear(tx: Tx, chatId: number, version: number): Promise<void> {
    // Passages first: a transaction that forgets one meanwhile either has it locked or skips it, and waits for nothing.
    for (const table of ['passage', 'passage_vector', 'posting'])
      for (let deleted = ROWS; deleted >= ROWS;) {
        const [row] = await tx.query<{ deleted: number }>({
          name: `knowledge.clear-${table}`,
          text: `WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM ${table} WHERE chat_id = $1 LIMIT $2)) RETURNING 1)
            SELECT count(*)::integer AS deleted FROM gone`,
          values: [chatId, ROWS],
        });
        deleted = row?.deleted ?? 0;
      }
    await tx.query({
      name: 'knowledge.clear',
      text: `WITH covered AS (DELETE FROM embedded_range WHERE chat_id = $1),
          forgotten AS (DELETE FROM forgotten_text WHERE chat_id = $1)
        UPDATE knowledge SET first_id = next_id, passage_count = 0, total_length = 0, languages = '{}', version = $2
        WHERE chat_id = $1`,
      values: [chatId, version],
    });
  }

  /** The texts of messages: what was extracted from a file, where something was. */
  texts(tx: Tx, chatId: number, messageIds: readonly number[]): Promise<IndexedText[]> {
    return tx.query<IndexedText>({
      name: 'knowledge.indexed-texts',
      text: `SELECT m.id, CASE WHEN d.text IS NULL THEN 'content' ELSE 'extracted' END AS source,
          coalesce(d.text, m.content) AS text, m.message_type = 'TEXT' AS is_said
        FROM message m LEFT JOIN document_text d ON d.chat_id = m.chat_id AND d.message_id = m.id
        WHERE m.chat_id = $1 AND m.id = ANY ($2::bigint[]) AND coalesce(d.text, m.content) <> '' ORDER BY m.id`,
      values: [chatId, messageIds],
    });
  }
}
