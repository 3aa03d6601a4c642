INSERT INTO
  receipt (chat_id, message_id, user_id, status)
SELECT
  *
FROM
  unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) u (chat_id, message_id, user_id, status)
ON CONFLICT (chat_id, message_id, user_id) DO UPDATE
SET
  status = EXCLUDED.status
