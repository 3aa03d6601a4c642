INSERT INTO
  message_reaction (chat_id, message_id, reaction, user_id, seq)
SELECT
  *
FROM
  unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[]) u (chat_id, message_id, reaction, user_id, seq)
ON CONFLICT (chat_id, message_id, reaction, user_id) DO UPDATE
SET
  seq = EXCLUDED.seq
