DELETE FROM message
WHERE
  chat_id = $1
  AND id > $2
