DELETE FROM forgotten_text
WHERE
  chat_id = $1
