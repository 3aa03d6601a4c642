WITH
  written AS (
    SELECT
      *
    FROM
      unnest($1::bigint[], $2::bigint[], $3::text[]) u (chat_id, id, searchable)
  )
INSERT INTO
  message_text (chat_id, message_id, folded)
SELECT
  chat_id,
  id,
  translate(lower(left(searchable, 32768)), 'ς', 'σ')
FROM
  written
WHERE
  searchable IS NOT NULL
ON CONFLICT (chat_id, message_id) DO UPDATE
SET
  folded = excluded.folded
