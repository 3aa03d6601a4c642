DELETE FROM posting
WHERE
  chat_id = $1
  AND term > $2
