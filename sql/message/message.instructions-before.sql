SELECT
  m.content
FROM
  message m
WHERE
  m.status NOT IN ('SENDING', 'FAILED')
  AND m.deleted_at IS NULL
  AND m.chat_id = $1
  AND m.id < $2
  AND m.message_type = 'SYSTEM'
  AND m.message_metadata ->> 'action' IS NULL
ORDER BY
  m.chat_id DESC,
  m.id DESC
LIMIT
  20
