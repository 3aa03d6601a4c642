SELECT
  w.chat_id,
  w.message_id,
  w.attempt,
  m.content
FROM
  message_work w
  JOIN message m ON m.chat_id = w.chat_id
  AND m.id = w.message_id
  JOIN chat c ON c.id = w.chat_id
WHERE
  w.kind = 'reply'
  AND w.lease IS NOT NULL
  AND m.content <> ''
  AND c.status <> 'DELETED'
  AND (
    $1::bigint IS NULL
    OR w.chat_id = $1
  )
  AND (
    $2::text IS NULL
    OR EXISTS (
      SELECT
        1
      FROM
        participant p
      WHERE
        p.chat_id = w.chat_id
        AND p.user_id = $2
        AND upper_inf(p.membership)
    )
  )
ORDER BY
  w.message_id DESC
LIMIT
  100
