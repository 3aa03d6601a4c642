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
  unnest($1::bigint[]) w (chat_id)
  JOIN chat c ON c.id = w.chat_id
WHERE
  c.chat_type = 'GROUP'
