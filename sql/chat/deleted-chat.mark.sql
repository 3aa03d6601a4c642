INSERT INTO
  deleted_chat_due (chat_id, look_at)
SELECT
  u.chat_id,
  $2::timestamptz
FROM
  unnest($1::bigint[]) u (chat_id)
ON CONFLICT (chat_id) DO UPDATE
SET
  look_at = EXCLUDED.look_at,
  is_seen = false
