SELECT
  chat_id,
  due_seq,
  delivered_seq,
  due_since,
  next_try_at,
  failures,
  last_failure
FROM
  webhook_due
ORDER BY
  due_since,
  chat_id
LIMIT
  $1
