SELECT
  1
FROM
  knowledge
WHERE
  chat_id = $1
FOR KEY SHARE
  SKIP LOCKED
