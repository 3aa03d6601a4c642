SELECT
  id AS key
FROM
  message
WHERE
  chat_id = $1
  AND id > $2
ORDER BY
  chat_id,
  id
OFFSET
  4999
LIMIT
  1
