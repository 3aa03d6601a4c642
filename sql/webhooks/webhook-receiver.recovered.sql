UPDATE webhook_receiver
SET
  failures = 0,
  failed_chat_id = NULL,
  refused_at = NULL
WHERE
  failures > 0
