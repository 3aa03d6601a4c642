WITH
  next AS MATERIALIZED (
    SELECT
      chat_id
    FROM
      webhook_due
    WHERE
      next_try_at <= now()
      AND (
        NOT $4::boolean
        OR failing_since IS NULL
      )
    ORDER BY
      next_try_at
    LIMIT
      $3
    FOR UPDATE
      SKIP LOCKED
  )
UPDATE webhook_due d
SET
  lease = $1,
  next_try_at = now() + make_interval(secs => $2)
FROM
  next
WHERE
  d.chat_id = next.chat_id
RETURNING
  d.chat_id AS "chatId",
  d.due_seq AS "dueSeq",
  d.delivered_seq AS "deliveredSeq",
  d.delivered_id AS "deliveredId",
  d.due_since AS "dueSince",
  d.lease
