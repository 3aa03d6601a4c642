UPDATE participant
SET
  change_seq = $4,
  membership = membership * int8multirange (int8range (NULL, $3, '(]'))
WHERE
  chat_id = $1
  AND user_id = ANY ($2)
