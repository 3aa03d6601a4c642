UPDATE message_work w
SET
  claims = w.claims - 1
WHERE
  w.chat_id = $1
  AND w.message_id = $2
  AND w.lease = $3
