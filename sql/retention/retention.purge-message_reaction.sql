DELETE FROM message_reaction
WHERE
  chat_id = $1
  AND message_id > $2
