SELECT DISTINCT
  message_id
FROM
  passage
WHERE
  chat_id = $1
ORDER BY
  message_id
