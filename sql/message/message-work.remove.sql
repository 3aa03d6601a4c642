DELETE FROM message_work w USING unnest($1::bigint[], $2::bigint[]) u (chat_id, message_id)
WHERE
  w.chat_id = u.chat_id
  AND w.message_id = u.message_id
