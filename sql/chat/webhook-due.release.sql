UPDATE webhook_due
SET
  lease = NULL,
  next_try_at = now()
WHERE
  chat_id = $1
  AND lease = $2
