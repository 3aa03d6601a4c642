DELETE FROM message_work
WHERE
  chat_id = $1
  AND message_id > $2
