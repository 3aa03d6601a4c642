INSERT INTO
  webhook_due AS d (chat_id, due_seq, delivered_seq, due_since, next_try_at)
SELECT
  c.id,
  c.last_seq + 1,
  c.last_seq,
  now(),
  now()
FROM
  chat c
WHERE
  c.id = $1
ON CONFLICT DO NOTHING
