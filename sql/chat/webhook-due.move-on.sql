UPDATE webhook_due
SET
  delivered_seq = $3,
  delivered_id = $4,
  due_since = now(),
  next_try_at = now(),
  lease = NULL,
  failures = 0,
  failing_since = NULL
WHERE
  chat_id = $1
  AND lease = $2
