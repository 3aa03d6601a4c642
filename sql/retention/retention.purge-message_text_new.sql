DELETE FROM message_text_new
WHERE
  chat_id = $1
  AND message_id > $2
