DELETE FROM message_reaction r USING unnest($1::bigint[], $2::bigint[]) u (chat_id, message_id)
WHERE
  r.chat_id = u.chat_id
  AND r.message_id = u.message_id
