DELETE FROM webhook_due
WHERE
  chat_id = $1
