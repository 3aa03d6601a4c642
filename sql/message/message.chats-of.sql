SELECT
  m.id,
  m.chat_id
FROM
  unnest($1::bigint[]) w (id)
  JOIN message m ON m.id = w.id
