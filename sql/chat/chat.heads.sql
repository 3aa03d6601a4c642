SELECT
  c.id,
  c.last_seq
FROM
  participant p
  JOIN chat c ON c.id = p.chat_id
WHERE
  p.user_id = $1
  AND upper_inf(p.membership)
  AND c.status <> 'DELETED'
ORDER BY
  p.active_minute DESC,
  c.activity_at DESC,
  c.id DESC
LIMIT
  $2
