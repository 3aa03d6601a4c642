import { Injectable } from '@nestjs/common';
import type { Queryable, Tx } from '#libs/database';
import { REMOVING } from './forget.js';
import type { PostingChange, StoredBlock } from './without-passages.js';

/** What of a chat is being forgotten, all from the same posting on. */
export interface Forgotten {
  readonly rows: readonly string[];
  /** The ids of the passages: as PostgreSQL writes them, and each. */
  readonly passages: string;
  readonly ids: readonly number[];
  readonly term: string;
  readonly firstId: number;
}

/** Limit of one transaction; the passages of the last mark may exceed it. */
const MARKS = 1_000;
const PASSAGES = 10_000;

@Injectable()
export class KnowledgeForgetRepository {
  /** The next chat, by its id, that has something to forget. */
  async nextChat(db: Queryable, after: number): Promise<number | undefined> {
    const [row] = await db.query<{ chat_id: number }>({
      name: 'knowledge.next-forgetting',
      text: 'SELECT chat_id FROM forgotten_text WHERE chat_id > $1 ORDER BY chat_id LIMIT 1',
      values: [after],
    });
    return row?.chat_id;
  }

  /**
   * Locks the chat's knowledge also against who stores vectors. A chat without knowledge gets one: somebody may be
   * making the first.
   * @returns the index's version; nothing when somebody else is at it
   */
  async lock(tx: Tx, chatId: number, version: number): Promise<number | undefined> {
    await tx.query({
      name: 'knowledge.begin',
      text: `INSERT INTO knowledge (chat_id, version) SELECT $1, $2 WHERE NOT EXISTS (
        SELECT 1 FROM knowledge WHERE chat_id = $1) ON CONFLICT DO NOTHING`,
      values: [chatId, version],
    });
    const [row] = await tx.query<{ version: number }>({
      name: 'knowledge.lock-forgetting',
      text: 'SELECT version FROM knowledge WHERE chat_id = $1 FOR UPDATE SKIP LOCKED',
      values: [chatId],
    });
    return row?.version;
  }

  /**
   * Removes what was indexed of forgotten texts, under the lock of the chat's knowledge. The texts that the messages have now
   * are indexed again.
   * @returns up to where the chat is indexed, when that has moved back
   */
  async settle(tx: Tx, chatId: number): Promise<number | undefined> {
    const [row] = await tx.query<{ indexed_seq: number }>({
      name: 'knowledge.settle',
      text: SETTLE,
      values: [chatId, MARKS],
    });
    return row?.indexed_seq;
  }

  /** Those of the chat that are looked for furthest, up to a number. */
  async furthest(tx: Tx, chatId: number): Promise<Forgotten | undefined> {
    const [row] = await tx.query<Forgotten>({
      name: 'knowledge.forgotten',
      text: FURTHEST,
      values: [chatId, MARKS, PASSAGES],
    });
    return row;
  }

  /**
   * Of the next blocks, those among whose ids some of the passages are; and the last one, when there may be more.
   */
  blocks(tx: Tx, chatId: number, { term, firstId, passages }: Forgotten, limit: number): Promise<StoredBlock[]> {
    return tx.query<StoredBlock>({
      name: 'knowledge.blocks',
      text: `SELECT term, first_id, nth = $5 AS is_last, CASE WHEN is_touched THEN encode(packed, 'base64') END AS packed
        FROM (
          SELECT term, first_id, packed, row_number() OVER (ORDER BY term, first_id) AS nth,
            $4::int4multirange && int4range(first_id, first_id + 256 * get_byte(packed, octet_length(packed) - 4)
              + get_byte(packed, octet_length(packed) - 3), '[]') AS is_touched
          FROM (
            SELECT term, first_id, packed FROM posting
            WHERE chat_id = $1 AND (term, first_id) > ($2, $3) ORDER BY term, first_id LIMIT $5::integer
          ) page
        ) numbered WHERE is_touched OR nth = $5 ORDER BY nth`,
      values: [chatId, term, firstId, passages, limit],
    });
  }

  async rewrite(tx: Tx, chatId: number, changes: readonly PostingChange[]): Promise<void> {
    await tx.query({
      name: 'knowledge.rewrite',
      text: `WITH change AS MATERIALIZED (
          SELECT term COLLATE "C" AS term, first_id, decode(packed, 'base64') AS packed
          FROM unnest($2::text[], $3::integer[], $4::text[]) f (term, first_id, packed)
        ), emptied AS (
          DELETE FROM posting p USING change c
          WHERE p.chat_id = $1 AND p.term = c.term AND p.first_id = c.first_id AND octet_length(c.packed) = 0
        )
        UPDATE posting p SET packed = c.packed FROM change c
        WHERE p.chat_id = $1 AND p.term = c.term AND p.first_id = c.first_id AND octet_length(c.packed) > 0`,
      values: [
        chatId,
        changes.map(({ term }) => term),
        changes.map(({ firstId }) => firstId),
        changes.map(({ packed }) => packed.toString('base64')),
      ],
    });
  }

  async reach(tx: Tx, chatId: number, rows: readonly string[], term: string, firstId: number): Promise<void> {
    await tx.query({
      name: 'knowledge.reach',
      text: `UPDATE forgotten_text SET reached_term = $3, reached_id = $4 WHERE chat_id = $1 AND id = ANY ($2::uuid[])`,
      values: [chatId, rows, term, firstId],
    });
  }

  /** No posting of these passages is left. */
  async finish(tx: Tx, chatId: number, rows: readonly string[]): Promise<void> {
    await tx.query({ name: 'knowledge.forgot', text: FINISH, values: [chatId, rows] });
  }
}

const SETTLE = `WITH marked AS MATERIALIZED (
  SELECT message_id, id FROM forgotten_text WHERE chat_id = $1 AND reached_term IS NULL
  ORDER BY chat_id, message_id LIMIT $2
), asked AS MATERIALIZED (
  SELECT DISTINCT $1::bigint AS chat_id, message_id FROM marked
), ${REMOVING}, found AS (
  INSERT INTO forgotten_text (chat_id, message_id, id, passages, language, length, reached_term, reached_id)
  SELECT chat_id, message_id, gen_random_uuid(), passages, language, length, '', 0 FROM lost
), settled AS (
  UPDATE forgotten_text f SET reached_term = '', reached_id = 0
  FROM marked m WHERE f.chat_id = $1 AND f.message_id = m.message_id AND f.id = m.id
)
UPDATE knowledge SET indexed_seq = least(indexed_seq, l.seq - 1) FROM (
  SELECT min(m.change_seq) AS seq FROM lost JOIN message m ON m.chat_id = lost.chat_id AND m.id = lost.message_id
) l WHERE chat_id = $1 AND l.seq IS NOT NULL RETURNING indexed_seq`;

const FURTHEST = `SELECT array_agg(DISTINCT f.id::text) AS rows, term, "firstId",
  coalesce(range_agg(r), '{}')::text AS passages, coalesce(array_agg(p.id) FILTER (WHERE p.id IS NOT NULL), '{}') AS ids
FROM (
  SELECT id, passages, reached_term AS term, reached_id AS "firstId", sum(size) OVER w - size AS before
  FROM (
    SELECT *, (SELECT coalesce(sum(upper(r) - lower(r)), 0) FROM unnest(passages) r) AS size FROM (
      SELECT * FROM forgotten_text WHERE chat_id = $1 AND (reached_term, reached_id) = (
        SELECT reached_term, reached_id FROM forgotten_text WHERE chat_id = $1 AND reached_term IS NOT NULL
        ORDER BY reached_term DESC, reached_id DESC LIMIT 1) LIMIT $2
    ) l
  ) m WINDOW w AS (ORDER BY message_id, id)
) f LEFT JOIN LATERAL unnest(passages) r ON true LEFT JOIN LATERAL generate_series(lower(r), upper(r) - 1) p (id) ON true
WHERE before < $3 GROUP BY term, "firstId"`;

/** A vector may have been stored by who had read the passage before. */
const FINISH = `WITH done AS (
  DELETE FROM forgotten_text WHERE chat_id = $1 AND id = ANY ($2::uuid[]) RETURNING passages, language, length
), range AS MATERIALIZED (
  SELECT language, lower(r) AS first_id, upper(r) AS end_id FROM done CROSS JOIN LATERAL unnest(passages) r
), vectors AS (
  DELETE FROM passage_vector v USING range r WHERE v.chat_id = $1 AND v.passage_id >= r.first_id AND v.passage_id < r.end_id
), lost AS MATERIALIZED (
  SELECT language, sum((SELECT sum(upper(r) - lower(r)) FROM unnest(passages) r)) AS passages, sum(length) AS length,
    bool_or(length IS NULL) AS is_unknown
  FROM done WHERE passages <> '{}' GROUP BY language
)
UPDATE knowledge SET
  passage_count = passage_count - (SELECT coalesce(sum(passages), 0) FROM lost),
  total_length = total_length - (SELECT coalesce(sum(length), 0) FROM lost),
  languages = coalesce((
    SELECT jsonb_object_agg(l.key, l.value || CASE WHEN lost.language IS NULL THEN '{}' ELSE jsonb_build_object(
      'passages', (l.value ->> 'passages')::integer - lost.passages,
      'length', (l.value ->> 'length')::bigint - coalesce(lost.length, 0)) END)
    FROM jsonb_each(languages) l LEFT JOIN lost ON lost.language = l.key
    WHERE lost.language IS NULL OR (l.value ->> 'passages')::integer > lost.passages), '{}'),
  version = CASE WHEN (SELECT bool_or(is_unknown) FROM lost) THEN 0 ELSE version END
WHERE chat_id = $1 AND EXISTS (SELECT 1 FROM lost)`;
