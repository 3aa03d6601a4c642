SELECT
  k.chat_id,
  k.first_id,
  k.next_id,
  r.first_id AS first_done,
  r.last_id AS last_done
FROM
  knowledge k
  JOIN chat c ON c.id = k.chat_id
  LEFT JOIN embedded_range r ON r.chat_id = k.chat_id
  AND r.model = $4
WHERE
  k.chat_id = ANY (ARRAY[$2::bigint])
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
  AND k.next_id > k.first_id
  AND (
    r.chat_id IS NULL
    OR r.first_id > k.first_id
    OR r.last_id < k.next_id - 1
  )
ORDER BY
  k.chat_id <> $2::bigint,
  k.chat_id DESC
LIMIT
  $5
