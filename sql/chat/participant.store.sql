UPDATE participant p
SET
  seen_count = p.seen_count + u.seen,
  took_part = p.took_part
  OR u.takes_part,
  delivered_up_to = coalesce(u.delivered_up_to, p.delivered_up_to),
  read_up_to = coalesce(u.read_up_to, p.read_up_to),
  change_seq = coalesce(u.change_seq, p.change_seq)
FROM
  unnest($1::bigint[], $2::text[], $3::bigint[], $4::boolean[], $5::bigint[], $6::bigint[], $7::bigint[]) u (chat_id, user_id, seen, takes_part, delivered_up_to, read_up_to, change_seq)
WHERE
  p.chat_id = u.chat_id
  AND p.user_id = u.user_id
  AND (
    u.seen <> 0
    OR u.takes_part > p.took_part
    OR u.change_seq IS NOT NULL
  )
