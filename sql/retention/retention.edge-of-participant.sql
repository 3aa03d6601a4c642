SELECT
  user_id AS key
FROM
  participant
WHERE
  chat_id = $1
  AND user_id > $2
ORDER BY
  chat_id,
  user_id
OFFSET
  4999
LIMIT
  1
