SELECT
  version
FROM
  knowledge
WHERE
  chat_id = $1
FOR UPDATE
  SKIP LOCKED
