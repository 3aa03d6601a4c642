SELECT
  m.id,
  m.content,
  m.is_user AS "isUser"
FROM
  message m
WHERE
  m.status NOT IN ('SENDING', 'FAILED')
  AND m.deleted_at IS NULL
  AND m.chat_id = $1
  AND m.id < $2
  AND m.message_type = 'TEXT'
ORDER BY
  m.chat_id DESC,
  m.id DESC
LIMIT
  40
