UPDATE webhook_due
SET
  next_try_at = now(),
  failures = 0,
  failing_since = NULL
WHERE
  lease IS NULL
  AND (
    next_try_at IS NULL
    OR next_try_at > now()
  )
RETURNING
  chat_id
