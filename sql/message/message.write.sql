UPDATE message m
SET
  content = u.content,
  message_metadata = u.message_metadata
FROM
  unnest($1::bigint[], $2::bigint[], $3::text[], $4::json[]) u (chat_id, id, content, message_metadata)
WHERE
  m.chat_id = u.chat_id
  AND m.id = u.id
