UPDATE message_work w
SET
  reserved = $4
WHERE
  w.chat_id = $1
  AND w.message_id = $2
  AND w.lease = $3
