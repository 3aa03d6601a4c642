SELECT
  m.chat_id,
  m.id,
  m.content
FROM
  unnest($1::bigint[], $2::bigint[]) w (chat_id, message_id)
  JOIN chat c ON c.id = w.chat_id
  AND c.title_message_id = w.message_id
  CROSS JOIN LATERAL (
    SELECT
      m.chat_id,
      m.id,
      m.content
    FROM
      (
        SELECT
          *
        FROM
          message m
        WHERE
          m.chat_id = w.chat_id
        ORDER BY
          m.chat_id,
          m.id
        LIMIT
          1000
      ) m
    WHERE
      m.id <> w.message_id
      AND m.is_user
      AND m.message_type = 'TEXT'
      AND m.deleted_at IS NULL
    ORDER BY
      m.id
    LIMIT
      20
  ) m
ORDER BY
  m.chat_id,
  m.id
