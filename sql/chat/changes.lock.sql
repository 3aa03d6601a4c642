SELECT
  c.id,
  c.owner_id,
  c.title,
  c.title_message_id,
  c.chat_type,
  c.rag_enabled,
  c.status,
  c.deleted_seq,
  c.last_seq,
  c.change_seq,
  c.message_count,
  (c.last_message ->> 'id')::bigint AS last_message_id
FROM
  chat c
WHERE
  c.id = ANY (
    ARRAY(
      SELECT
        w.chat_id
      FROM
        unnest($1::bigint[], $2::text[]) w (chat_id, user_id)
      WHERE
        w.user_id IS NULL
        OR (
          SELECT
            true
          FROM
            participant p
          WHERE
            p.chat_id = w.chat_id
            AND p.user_id = w.user_id
        )
    )
  )
ORDER BY
  c.id
FOR NO KEY UPDATE OF
  c
