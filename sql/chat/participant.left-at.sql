SELECT
  user_id
FROM
  participant
WHERE
  chat_id = $1
  AND change_seq = $2
  AND NOT upper_inf(membership)
