DELETE FROM receipt r USING unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) u (chat_id, user_id, read_before, delivered, read)
WHERE
  r.chat_id = u.chat_id
  AND r.user_id = u.user_id
  AND r.message_id > u.read_before
  AND r.message_id <= u.delivered
  AND (
    r.message_id <= u.read
    OR r.status = 'DELIVERED'
  )
