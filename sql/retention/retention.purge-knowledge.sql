DELETE FROM knowledge
WHERE
  chat_id = $1
