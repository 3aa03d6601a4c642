UPDATE webhook_receiver
SET
  next_try_at = now()
WHERE
  next_try_at > now()
