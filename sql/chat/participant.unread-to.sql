SELECT
  p.user_id,
  least(1000, greatest(0, c.message_count - p.seen_count)) AS unread_count
FROM
  participant p
  JOIN chat c ON c.id = p.chat_id
WHERE
  p.chat_id = $1
  AND p.user_id = ANY ($2)
  AND upper_inf(p.membership)
