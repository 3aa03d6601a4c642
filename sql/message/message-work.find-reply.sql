SELECT
  m.id
FROM
  message m
WHERE
  m.chat_id = $1
  AND m.parent_message_id = $2
  AND m.sender_id = $3
ORDER BY
  m.id
LIMIT
  1
