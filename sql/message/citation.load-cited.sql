WITH
  u AS MATERIALIZED (
    SELECT
      r.chat_id AS by_chat_id,
      r.id AS by_id,
      (c ->> 'n')::bigint AS n,
      (c ->> 'chat_id')::bigint AS chat_id,
      (c ->> 'message_id')::bigint AS message_id,
      c ->> 'source' AS source,
      (c ->> 'start')::integer AS start_at,
      (c ->> 'end')::integer AS end_at,
      c ->> 'text' AS text
    FROM
      unnest($1::bigint[], $2::bigint[]) w (chat_id, message_id)
      JOIN message r ON r.chat_id = w.chat_id
      AND r.id = w.message_id
      CROSS JOIN LATERAL json_array_elements(
        CASE json_typeof(r.message_metadata -> 'rag' -> 'citations')
          WHEN 'array' THEN r.message_metadata -> 'rag' -> 'citations'
          ELSE '[]'
        END
      ) c
    WHERE
      r.sender_id = 'assistant'
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
