DELETE FROM passage_vector
WHERE
  chat_id = $1
  AND passage_id > $2
