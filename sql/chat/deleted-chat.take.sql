WITH
  due AS MATERIALIZED (
    SELECT
      chat_id,
      is_seen
    FROM
      deleted_chat_due
    WHERE
      look_at <= now()
    ORDER BY
      look_at
    LIMIT
      100
    FOR UPDATE
      SKIP LOCKED
  ),
  seen AS (
    UPDATE deleted_chat_due d
    SET
      is_seen = true,
      look_at = now() + make_interval(secs => 60)
    FROM
      due
    WHERE
      d.chat_id = due.chat_id
      AND NOT due.is_seen
  ),
  done AS (
    DELETE FROM deleted_chat_due d USING due
    WHERE
      d.chat_id = due.chat_id
      AND due.is_seen
  )
SELECT
  due.chat_id
FROM
  due
WHERE
  coalesce(
    (
      SELECT
        c.status
      FROM
        chat c
      WHERE
        c.id = due.chat_id
    ),
    'DELETED'
  ) = 'DELETED'
