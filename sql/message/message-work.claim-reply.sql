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
          coalesce(w.message_id > latest.id, false) AS is_beyond
        FROM
          (
            SELECT
              (
                SELECT
                  o.message_id
                FROM
                  message_work o
                WHERE
                  o.kind = $3
                  AND o.asker = p.asker
                ORDER BY
                  o.message_id
                OFFSET
                  $6::integer - 1
                LIMIT
                  1
              ) AS id
          ) latest
          CROSS JOIN message_work w
        WHERE
          w.kind = $3
          AND w.asker = p.asker
          AND (
            w.leased_until IS NULL
            OR w.leased_until < clock_timestamp()
          )
          AND (
            w.message_id > latest.id
            OR (
              p.asker <> ALL ($5::text[])
              AND (
                SELECT
                  e.message_id
                FROM
                  message_work e
                WHERE
                  e.chat_id = w.chat_id
                  AND e.message_id < w.message_id
                  AND (
                    e.kind = 'reply'
                    OR w.opened_at > clock_timestamp() - interval '5 minutes'
                  )
                ORDER BY
                  e.chat_id,
                  e.message_id
                LIMIT
                  1
              ) IS NULL
            )
          )
        ORDER BY
          w.message_id
        LIMIT
          1
        FOR UPDATE OF
          w SKIP LOCKED
      ) first
    WHERE
      true
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
