SELECT
  1
FROM
  unnest($1::bigint[], $2::bigint[], $3::boolean[]) w (chat_id, message_id, deletes)
  JOIN message m ON m.chat_id = w.chat_id
  AND m.id = w.message_id
ORDER BY
  m.chat_id,
  m.id
FOR NO KEY UPDATE OF
  m
