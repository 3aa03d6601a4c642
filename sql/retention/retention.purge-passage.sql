DELETE FROM passage
WHERE
  chat_id = $1
  AND id > $2
