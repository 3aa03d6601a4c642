UPDATE forgotten_text
SET
  reached_term = $3,
  reached_id = $4
WHERE
  chat_id = $1
  AND id = ANY ($2::uuid[])
