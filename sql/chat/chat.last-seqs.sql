SELECT
  asked.nth - 1 AS place,
  c.last_seq
FROM
  unnest($1::bigint[], $2::text[]) WITH ORDINALITY asked (chat_id, user_id, nth)
  JOIN chat c ON c.id = asked.chat_id
  AND c.status <> 'DELETED'
WHERE
  (
    asked.user_id::text IS NULL
    OR EXISTS (
      SELECT
        1
      FROM
        participant v
      WHERE
        v.chat_id = c.id
        AND v.user_id = asked.user_id
        AND upper_inf(v.membership)
    )
  )
