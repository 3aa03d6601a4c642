WITH RECURSIVE
  person (asker) AS (
    (
      SELECT
        w.asker
      FROM
        message_work w
      WHERE
        w.kind = $3
        AND w.asker > $4
      ORDER BY
        w.asker
      LIMIT
        1
    )
    UNION ALL
    SELECT
      (
        SELECT
          w.asker
        FROM
          message_work w
        WHERE
          w.kind = $3
          AND w.asker > p.asker
        ORDER BY
          w.asker
        LIMIT
          1
      )
    FROM
      person p
    WHERE
      p.asker IS NOT NULL
  ),
  next AS (
    SELECT
      first.*
    FROM
      person p
      CROSS JOIN LATERAL (
        SELECT
          w.chat_id,
          w.message_id,
          false AS is_beyond
        FROM
          message_work w
        WHERE
          w.kind = $3
          AND w.asker = p.asker
          AND (
            w.leased_until IS NULL
            OR w.leased_until < clock_timestamp()
          )
        ORDER BY
          w.message_id
        LIMIT
          1
        FOR UPDATE OF
          w SKIP LOCKED
      ) first
    WHERE
      p.asker <> ALL ($5::text[])
    LIMIT
      1
  )
UPDATE message_work w
SET
  lease = $1,
  leased_until = clock_timestamp() + make_interval(secs => $2),
  claims = w.claims + 1
FROM
  next
WHERE
  w.chat_id = next.chat_id
  AND w.message_id = next.message_id
RETURNING
  w.chat_id AS "chatId",
  w.message_id AS "messageId",
  w.kind,
  w.asker,
  w.change_seq AS "changeSeq",
  w.attempt,
  w.claims,
  w.lease,
  next.is_beyond AS "isBeyondLimit",
  (
    -- Not joined, which may be planned as a walk through all chats.
    SELECT
      c.deleted_seq > w.change_seq
    FROM
      chat c
    WHERE
      c.id = w.chat_id
  ) AS "isCancelled"
