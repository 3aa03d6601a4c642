UPDATE webhook_receiver
SET
  failures = 0,
  failed_chat_id = NULL
WHERE
  failures > 0
