SELECT
  p.chat_id,
  p.id,
  p.message_id,
  m.message_metadata ->> 'filename' AS filename,
  m.created_at AS sent_at,
  p.source,
  p.start_at,
  p.end_at,
  p.text,
  p.heading,
  p.header
FROM
  unnest($4::bigint[], $5::integer[]) AS f (chat_id, id)
  JOIN passage p ON p.chat_id = f.chat_id
  AND p.id = f.id
  JOIN message m ON m.chat_id = p.chat_id
  AND m.id = p.message_id
  JOIN chat c ON c.id = m.chat_id
WHERE
  m.status NOT IN ('SENDING', 'FAILED')
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
  AND NOT EXISTS (
    SELECT
      1
    FROM
      forgotten_text o
    WHERE
      o.chat_id = p.chat_id
      AND o.message_id = p.message_id
      AND o.reached_term IS NULL
  )
