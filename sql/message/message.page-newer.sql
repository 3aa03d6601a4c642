SELECT
  asked.nth - 1 AS place,
  c.last_seq,
  plain.is_plain
  AND page.is_short AS is_printed,
  page.*
FROM
  unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::int[], $6::int[], $7::int[]) WITH ORDINALITY asked (chat_id, user_id, above, below, rows, share, direction, nth)
  JOIN LATERAL (
    SELECT
      c.id,
      c.chat_type,
      c.last_seq
    FROM
      chat c
    WHERE
      c.id = asked.chat_id
      AND c.status <> 'DELETED'
      AND (
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
  ) c ON true
  CROSS JOIN LATERAL (
    SELECT
      coalesce(max(delivered_up_to), 0) AS delivered_up_to,
      coalesce(max(read_up_to), 0) AS read_up_to,
      coalesce(bool_and(membership = '{(0,)}'), true) AS were_always_here
    FROM
      participant
    WHERE
      c.chat_type <> 'GROUP'
      AND chat_id = c.id
  ) readers
  CROSS JOIN LATERAL (
    SELECT
      c.chat_type <> 'GROUP'
      AND readers.were_always_here AS is_plain
  ) plain
  CROSS JOIN LATERAL (
    SELECT
      found.*,
      EXISTS (
        SELECT
        FROM
          message m
        WHERE
          m.chat_id = asked.chat_id
          AND m.id > asked.above
          AND m.id < asked.below
          AND m.id > found.last
      ) AS has_more
    FROM
      (
        SELECT
          count(*) = count(m.json) AS is_short,
          min(m.id) AS first,
          max(m.id) AS last,
          coalesce(bool_or(m.status = 'SENDING'), false) AS has_sending,
          string_agg(
            m.json,
            ','
            ORDER BY
              m.id * asked.direction
          ) AS messages
        FROM
          (
            SELECT
              m.id,
              m.status,
              CASE
                WHEN octet_length(m.content) + coalesce(octet_length(m.message_metadata::text), 0) <= asked.share THEN concat(
                  '{"id":',
                  m.id,
                  ',"chat_id":',
                  m.chat_id,
                  ',"sender_id":',
                  to_json(m.sender_id)::text,
                  ',"sent_by":' || to_json(m.sent_by)::text,
                  ',"client_message_id":' || to_json(m.client_message_id)::text,
                  ',"content":',
                  to_json(m.content)::text,
                  ',"is_user":',
                  m.is_user::text,
                  ',"message_type":"',
                  m.message_type,
                  '","status":"',
                  CASE
                    WHEN m.status IN ('SENDING', 'FAILED', 'READ') THEN m.status
                    WHEN reached.read > 0 THEN 'READ'
                    WHEN reached.delivered > 0 THEN 'DELIVERED'
                    ELSE m.status
                  END,
                  '"',
                  ',"message_metadata":' || m.message_metadata::text,
                  ',"parent_message_id":' || m.parent_message_id,
                  ',"thread_root_id":' || m.thread_root_id,
                  ',"reply_count":',
                  m.reply_count,
                  ',"reactions":',
                  m.reactions,
                  ',"edited_at":"' || to_char(m.edited_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"',
                  ',"deleted_at":"' || to_char(m.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"',
                  ',"change_seq":',
                  m.change_seq,
                  ',"created_at":"',
                  to_char(m.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                  '","updated_at":"',
                  to_char(m.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                  '"}'
                )
              END AS json
            FROM
              message m
              CROSS JOIN LATERAL (
                SELECT
                  (
                    NOT m.is_user
                    AND m.id <= readers.delivered_up_to
                  )::int AS delivered,
                  (
                    NOT m.is_user
                    AND m.id <= readers.read_up_to
                  )::int AS read
              ) reached
            WHERE
              plain.is_plain
              AND m.chat_id = asked.chat_id
              AND m.id > asked.above
              AND m.id < asked.below
            ORDER BY
              m.chat_id ASC,
              m.id ASC
            LIMIT
              asked.rows
          ) m
      ) found
  ) page
