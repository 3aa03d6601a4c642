SELECT
  passage_id AS key
FROM
  passage_vector
WHERE
  chat_id = $1
  AND passage_id > $2
ORDER BY
  chat_id,
  passage_id
OFFSET
  4999
LIMIT
  1
