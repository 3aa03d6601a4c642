DELETE FROM message_reaction r USING unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) u (chat_id, message_id, reaction, user_id)
WHERE
  r.chat_id = u.chat_id
  AND r.message_id = u.message_id
  AND r.reaction = u.reaction
  AND r.user_id = u.user_id
