WITH
  asked AS MATERIALIZED (
    SELECT
      *
    FROM
      unnest($1::bigint[], $2::bigint[]) u (chat_id, message_id)
  ),
  gone AS (
    DELETE FROM passage p USING (
      SELECT
        o.chat_id,
        o.id
      FROM
        asked
        JOIN passage o USING (chat_id, message_id)
      FOR UPDATE OF
        o SKIP LOCKED
    ) l
    WHERE
      p.chat_id = l.chat_id
      AND p.id = l.id
    RETURNING
      p.chat_id,
      p.message_id,
      p.id,
      p.language,
      p.length
  ),
  vectors AS (
    DELETE FROM passage_vector v USING gone
    WHERE
      v.chat_id = gone.chat_id
      AND v.passage_id = gone.id
  ),
  lost AS (
    SELECT
      chat_id,
      message_id,
      range_agg(int4range (id, id, '[]')) AS passages,
      language,
      CASE
        WHEN count(*) = count(length) THEN sum(length)
      END AS length
    FROM
      gone
    GROUP BY
      chat_id,
      message_id,
      language
  ),
  texts AS (
    DELETE FROM document_text d USING asked a
    WHERE
      d.chat_id = a.chat_id
      AND d.message_id = a.message_id
  )
INSERT INTO
  forgotten_text (chat_id, message_id, id, passages, language, length)
SELECT
  chat_id,
  message_id,
  gen_random_uuid(),
  '{}',
  '',
  0
FROM
  asked
UNION ALL
SELECT
  chat_id,
  message_id,
  gen_random_uuid(),
  passages,
  language,
  length
FROM
  lost
