WITH
  u AS MATERIALIZED (
    SELECT
      *
    FROM
      unnest(
        $1::bigint[],
        $2::bigint[],
        $3::bigint[],
        $4::bigint[],
        $5::bigint[],
        $6::text[],
        $7::integer[],
        $8::integer[],
        $9::text[]
      ) u (by_chat_id, by_id, n, chat_id, message_id, source, start_at, end_at, text)
  ),
  m AS MATERIALIZED (
    SELECT
      m.chat_id,
      m.id,
      m.content,
      m.edited_at,
      m.deleted_at
    FROM
      u
      JOIN message m ON m.chat_id = u.chat_id
      AND m.id = u.message_id
    ORDER BY
      m.chat_id,
      m.id
    FOR SHARE OF
      m
  )
SELECT
  u.by_chat_id AS chat_id,
  u.by_id AS message_id,
  u.n,
  CASE
    WHEN m.id IS NULL
    OR m.deleted_at IS NOT NULL
    OR (
      u.chat_id <> u.by_chat_id
      AND (
        SELECT
          c.status
        FROM
          chat c
        WHERE
          c.id = u.chat_id
      ) = 'DELETED'
    ) THEN 'deleted'
    WHEN m.edited_at IS NOT NULL
    AND u.source = 'content'
    AND u.text <> substring(m.content, u.start_at + 1, u.end_at - u.start_at) THEN 'edited'
  END AS fate
FROM
  u
  LEFT JOIN m ON m.chat_id = u.chat_id
  AND m.id = u.message_id
