SELECT
  other.user_id,
  bool_or(shared.took_part) AS may_hear,
  bool_or(other.took_part) AS may_be_heard
FROM
  (
    SELECT
      c.id,
      mine.took_part
    FROM
      participant mine
      JOIN chat c ON c.id = mine.chat_id
    WHERE
      mine.user_id = $1
      AND upper_inf(mine.membership)
      AND c.chat_type = 'GROUP'
      AND c.status <> 'DELETED'
    ORDER BY
      mine.took_part DESC,
      c.activity_at DESC
    LIMIT
      100
  ) shared
  JOIN participant other ON other.chat_id = shared.id
WHERE
  other.user_id = ANY ($2)
  AND other.user_id <> $1
  AND upper_inf(other.membership)
  AND (
    shared.took_part
    OR other.took_part
  )
GROUP BY
  other.user_id
