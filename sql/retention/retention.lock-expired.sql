SELECT
  id,
  last_seq
FROM
  chat
WHERE
  status = 'DELETED'
  AND deleted_at <= now() - make_interval(days => $1)
  AND id <> ALL ($2::bigint[])
ORDER BY
  deleted_at
LIMIT
  1
FOR UPDATE
  SKIP LOCKED
