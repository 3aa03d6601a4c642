SELECT
  chat_id
FROM
  forgotten_text
WHERE
  chat_id > $1
ORDER BY
  chat_id
LIMIT
  1
