DELETE FROM webhook_due
WHERE
  chat_id = ANY (
    ARRAY(
      SELECT
        d.chat_id
      FROM
        webhook_due d
      WHERE
        d.next_try_at IS NULL
        AND (
          SELECT
            true
          FROM
            chat c
          WHERE
            c.id = d.chat_id
        ) IS NULL
      LIMIT
        5000
    )
  )
