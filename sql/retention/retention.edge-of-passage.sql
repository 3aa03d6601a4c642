SELECT
  id AS key
FROM
  passage
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
