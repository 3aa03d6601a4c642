INSERT INTO
  message_work (chat_id, message_id, kind, asker, change_seq, attempt)
SELECT
  *
FROM
  unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::integer[]) u (chat_id, message_id, kind, asker, change_seq, attempt)
