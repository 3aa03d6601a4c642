INSERT INTO
  webhook_due AS d (chat_id, due_seq, delivered_seq, due_since, next_try_at)
SELECT
  c.id,
  c.last_seq,
  least($2, c.last_seq),
  now(),
  now()
FROM
  chat c
WHERE
  c.id = $1
ON CONFLICT (chat_id) DO UPDATE
SET
  delivered_seq = least(d.delivered_seq, EXCLUDED.delivered_seq),
  delivered_id = NULL,
  due_since = now(),
  next_try_at = now(),
  lease = NULL,
  failures = 0,
  failing_since = NULL
RETURNING
  chat_id
