DELETE FROM embedded_range
WHERE
  chat_id = $1
