INSERT INTO
  webhook_due AS d (chat_id, due_seq, delivered_seq, due_since, next_try_at)
SELECT
  u.chat_id,
  u.due_seq,
  u.delivered_seq,
  $4::timestamptz,
  $4::timestamptz
FROM
  unnest($1::bigint[], $2::bigint[], $3::bigint[]) u (chat_id, due_seq, delivered_seq)
ON CONFLICT (chat_id) DO UPDATE
SET
  due_seq = EXCLUDED.due_seq,
  due_since = CASE
    WHEN d.next_try_at IS NULL THEN EXCLUDED.due_since
    ELSE d.due_since
  END,
  failures = CASE
    WHEN d.next_try_at IS NULL THEN 0
    ELSE d.failures
  END,
  failing_since = CASE
    WHEN d.next_try_at IS NULL THEN NULL
    ELSE d.failing_since
  END,
  next_try_at = coalesce(d.next_try_at, EXCLUDED.next_try_at)
