UPDATE knowledge
SET
  indexed_seq = greatest(indexed_seq, $2)
WHERE
  chat_id = $1
