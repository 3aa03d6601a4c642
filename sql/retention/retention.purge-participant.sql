DELETE FROM participant
WHERE
  chat_id = $1
  AND user_id > $2
