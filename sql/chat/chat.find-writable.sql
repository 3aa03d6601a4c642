SELECT
  c.change_seq
FROM
  chat c
  JOIN participant p ON p.chat_id = c.id
WHERE
  c.id = $1
  AND p.user_id = $2
  AND c.status = 'ACTIVE'
  AND upper_inf(p.membership)
  AND (
    p.took_part
    OR c.chat_type <> 'GROUP'
  )
