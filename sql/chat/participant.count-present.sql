SELECT
  c.id AS chat_id,
  (
    SELECT
      count(*)
    FROM
      participant p
    WHERE
      p.chat_id = c.id
      AND upper_inf(p.membership)
  ) AS present
FROM
  chat c
WHERE
  c.id = ANY ($1)
  AND c.chat_type = 'GROUP'
