DELETE FROM message_citation t USING unnest($1::bigint[], $2::bigint[]) u (chat_id, message_id)
WHERE
  t.chat_id = u.chat_id
  AND t.message_id = u.message_id
