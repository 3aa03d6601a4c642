INSERT INTO
  message_citation_due (chat_id, message_id, due_seq)
SELECT
  *
FROM
  unnest($1::bigint[], $2::bigint[], $3::bigint[]) u (chat_id, message_id, due_seq)
ON CONFLICT (chat_id, message_id) DO UPDATE
SET
  due_seq = EXCLUDED.due_seq
