SELECT
  message_id AS key
FROM
  message_citation_due
WHERE
  chat_id = $1
  AND message_id > $2
ORDER BY
  chat_id,
  message_id
OFFSET
  4999
LIMIT
  1
