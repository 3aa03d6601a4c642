SELECT
  chat_id
FROM
  knowledge
WHERE
  version < $1
  OR version > $1
LIMIT
  1
FOR UPDATE
  SKIP LOCKED
