import { RowList, type Statement } from '#libs/database';

/** A message in its chat. */
export interface TextPlace {
  readonly chatId: number;
  readonly messageId: number;
}

const PLACES = new RowList<TextPlace>('u', {
  chat_id: ['bigint', ({ chatId }) => chatId],
  message_id: ['bigint', ({ messageId }) => messageId],
});

/**
 * SQL of CTEs that remove the passages of the messages `asked (chat_id, message_id)`, with their vectors; `lost` is what
 * they were. What somebody else is removing is left to them: an index that is made again is locked for long, and nobody
 * waits for it here.
 */
export const REMOVING = `gone AS (
  DELETE FROM passage p USING (
    SELECT o.chat_id, o.id FROM asked JOIN passage o USING (chat_id, message_id) FOR UPDATE OF o SKIP LOCKED
  ) l WHERE p.chat_id = l.chat_id AND p.id = l.id
  RETURNING p.chat_id, p.message_id, p.id, p.language, p.length
), vectors AS (
  DELETE FROM passage_vector v USING gone WHERE v.chat_id = gone.chat_id AND v.passage_id = gone.id
), lost AS (
  SELECT chat_id, message_id, range_agg(int4range(id, id, '[]')) AS passages, language,
    CASE WHEN count(*) = count(length) THEN sum(length) END AS length
  FROM gone GROUP BY chat_id, message_id, language
)`;

const FORGET = `WITH asked AS MATERIALIZED (SELECT * FROM ${PLACES.sql}), ${REMOVING}, texts AS (
  DELETE FROM document_text d USING asked a WHERE d.chat_id = a.chat_id AND d.message_id = a.message_id
)
INSERT INTO forgotten_text (chat_id, message_id, id, passages, language, length)
SELECT chat_id, message_id, gen_random_uuid(), '{}', '', 0 FROM asked
UNION ALL SELECT chat_id, message_id, gen_random_uuid(), passages, language, length FROM lost`;

/**
 * For the transaction that deletes or replaces the texts of messages, under the locks of their chats: passages, vectors
 * and document texts are gone with it. What is left of them in the index is removed by {@link KnowledgeForgetting}.
 */
export function forgetStatements(places: readonly TextPlace[]): Statement[] {
  return PLACES.statements({ name: 'knowledge.forget', text: FORGET }, places);
}
