SELECT
  term AS key
FROM
  posting
WHERE
  chat_id = $1
  AND term > $2
ORDER BY
  chat_id,
  term
OFFSET
  4999
LIMIT
  1
