WITH
  marked AS MATERIALIZED (
    SELECT
      message_id,
      id
    FROM
      forgotten_text
    WHERE
      chat_id = $1
      AND reached_term IS NULL
    ORDER BY
      chat_id,
      message_id
    LIMIT
      $2
  ),
  asked AS MATERIALIZED (
    SELECT DISTINCT
      $1::bigint AS chat_id,
      message_id
    FROM
      marked
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
  found AS (
    INSERT INTO
      forgotten_text (chat_id, message_id, id, passages, language, length, reached_term, reached_id)
    SELECT
      chat_id,
      message_id,
      gen_random_uuid(),
      passages,
      language,
      length,
      '',
      0
    FROM
      lost
  ),
  settled AS (
    UPDATE forgotten_text f
    SET
      reached_term = '',
      reached_id = 0
    FROM
      marked m
    WHERE
      f.chat_id = $1
      AND f.message_id = m.message_id
      AND f.id = m.id
  )
UPDATE knowledge
SET
  indexed_seq = least(indexed_seq, l.seq - 1)
FROM
  (
    SELECT
      min(m.change_seq) AS seq
    FROM
      lost
      JOIN message m ON m.chat_id = lost.chat_id
      AND m.id = lost.message_id
  ) l
WHERE
  chat_id = $1
  AND l.seq IS NOT NULL
RETURNING
  indexed_seq
