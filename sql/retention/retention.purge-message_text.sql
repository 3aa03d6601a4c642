DELETE FROM message_text
WHERE
  chat_id = $1
  AND message_id > $2
