UPDATE message m
SET
  change_seq = u.change_seq,
  updated_at = $4
FROM
  unnest($1::bigint[], $2::bigint[], $3::bigint[]) u (chat_id, message_id, change_seq)
WHERE
  m.chat_id = u.chat_id
  AND m.id = u.message_id
