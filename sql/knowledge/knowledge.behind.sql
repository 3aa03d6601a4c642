SELECT
  c.id
FROM
  chat c
  LEFT JOIN knowledge k ON k.chat_id = c.id
WHERE
  c.id = ANY (ARRAY[$2::bigint])
  AND (
    c.status <> 'DELETED'
    AND (
      $1::text IS NULL
      OR EXISTS (
        SELECT
          1
        FROM
          participant v
        WHERE
          v.chat_id = c.id
          AND v.user_id = $1
          AND upper_inf(v.membership)
      )
    )
    AND CASE
      WHEN $3::boolean THEN c.owner_id = (
        SELECT
          o.owner_id
        FROM
          chat o
        WHERE
          o.id = $2::bigint
          AND (
            $1::text IS NULL
            OR o.owner_id = $1
          )
      )
      ELSE c.id = $2::bigint
    END
  )
  AND c.last_seq > coalesce(k.indexed_seq, 0)
ORDER BY
  c.id
