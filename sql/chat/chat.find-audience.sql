SELECT
  c.status,
  c.change_seq,
  c.last_seq,
  ARRAY(
    SELECT
      p.user_id
    FROM
      participant p
    WHERE
      p.chat_id = c.id
      AND upper_inf(p.membership)
  ) AS user_ids
FROM
  chat c
WHERE
  c.id = $1
