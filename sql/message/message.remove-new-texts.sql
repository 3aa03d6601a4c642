DELETE FROM message_text_new t USING unnest($1::bigint[], $2::bigint[]) u (chat_id, id)
WHERE
  t.chat_id = u.chat_id
  AND t.message_id = u.id
