SELECT
  id,
  last_seq
FROM
  chat
WHERE
  id = ANY ($1)
