DELETE FROM message_citation
WHERE
  chat_id = $1
  AND message_id > $2
