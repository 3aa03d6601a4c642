SELECT
  p.user_id,
  p.change_seq AS seq,
  act.created_at AS left_at
FROM
  participant p
  JOIN message act ON act.chat_id = p.chat_id
  AND act.id = upper(p.membership) - 1
WHERE
  p.chat_id = $1
  AND p.user_id = ANY ($2)
  AND NOT upper_inf(p.membership)
