DELETE FROM chat_session
WHERE
  chat_id = $1
