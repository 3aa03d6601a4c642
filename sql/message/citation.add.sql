INSERT INTO
  message_citation (cited_chat_id, cited_id, chat_id, message_id)
SELECT DISTINCT
  *
FROM
  unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) u (cited_chat_id, cited_id, chat_id, message_id)
ON CONFLICT DO NOTHING
