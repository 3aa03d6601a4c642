SELECT
  coalesce(sum(reserved), 0)::bigint AS reserved
FROM
  message_work
WHERE
  asker = $1
  AND reserved > 0
  AND (chat_id, message_id) <> ($2, $3)
