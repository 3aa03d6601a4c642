DELETE FROM deleted_chat_due
WHERE
  chat_id = $1
