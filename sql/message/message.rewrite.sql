UPDATE message m
SET
  edited_at = u.edited_at,
  edit_id = u.edit_id,
  deleted_at = u.deleted_at,
  request_hash = NULL
FROM
  unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::bigint[], $5::timestamptz[]) u (chat_id, id, edited_at, edit_id, deleted_at)
WHERE
  m.chat_id = u.chat_id
  AND m.id = u.id
