SELECT
  asked.nth - 1 AS place,
  list.version
FROM
  unnest($1::text[], $2::int[]) WITH ORDINALITY asked (user_id, chats, nth)
  CROSS JOIN LATERAL (
    SELECT
      coalesce(
        string_agg(
          c.id || ':' || c.last_seq,
          ','
          ORDER BY
            c.active_minute DESC,
            c.activity_at DESC,
            c.id DESC
        ),
        ''
      ) AS version
    FROM
      (
        SELECT
          c.id,
          c.last_seq,
          c.activity_at,
          mine.active_minute
        FROM
          participant mine
          JOIN chat c ON c.id = mine.chat_id
        WHERE
          mine.user_id = asked.user_id
          AND upper_inf(mine.membership)
          AND c.status = ANY ($3)
        ORDER BY
          mine.active_minute DESC,
          c.activity_at DESC,
          c.id DESC
        LIMIT
          asked.chats + 1
      ) c
  ) list
