WITH
  c AS (
    SELECT
      c.id,
      c.chat_type,
      c.last_seq
    FROM
      chat c
    WHERE
      c.id = $1
      AND c.status <> 'DELETED'
      AND (
        $2::text IS NULL
        OR EXISTS (
          SELECT
            1
          FROM
            participant v
          WHERE
            v.chat_id = c.id
            AND v.user_id = $2
            AND upper_inf(v.membership)
        )
      )
  ),
  readers AS MATERIALIZED (
    SELECT
      *
    FROM
      participant
    WHERE
      chat_id = $1
  ),
  edge AS MATERIALIZED (
    SELECT
      m.id
    FROM
      message m
    WHERE
      m.chat_id = $1
      AND m.id > $3
      AND m.id < $4
    ORDER BY
      m.chat_id DESC,
      m.id DESC
    OFFSET
      $5 - 1
    LIMIT
      1
  ),
  page AS MATERIALIZED (
    SELECT
      *
    FROM
      (
        SELECT
          'older' AS side,
          found.*,
          count(*) OVER () AS side_count,
          sum(octet_length(found.content)) OVER (
            ORDER BY
              found.chat_id DESC,
              found.id DESC
          ) AS bytes
        FROM
          (
            SELECT
              m.id,
              m.chat_id,
              m.change_seq,
              m.sender_id,
              m.sent_by,
              m.is_user,
              m.message_type,
              m.content,
              m.message_metadata,
              m.parent_message_id,
              m.thread_root_id,
              m.reply_count,
              m.reactions,
              m.client_message_id,
              m.edited_at,
              m.deleted_at,
              m.created_at,
              m.updated_at,
              m.recipients,
              m.addressed_id,
              m.status
            FROM
              message m
            WHERE
              m.chat_id = $1
              AND m.id > $3
              AND m.id < $4
              AND m.id >= coalesce(
                (
                  SELECT
                    id
                  FROM
                    edge
                ),
                $3
              )
              AND m.message_type = 'TEXT'
            ORDER BY
              m.chat_id DESC,
              m.id DESC
            LIMIT
              $6
          ) found
      ) page
    WHERE
      bytes <= $7
      OR bytes = octet_length(content)
  ),
  span AS MATERIALIZED (
    SELECT
      min(id) AS first,
      int8range (min(id), max(coalesce(addressed_id, id)), '[]') AS ids
    FROM
      page
  ),
  stays AS MATERIALIZED (
    SELECT
      stay,
      array_agg(
        delivered_up_to
        ORDER BY
          delivered_up_to
      ) AS delivered,
      array_agg(
        read_up_to
        ORDER BY
          read_up_to
      ) AS read
    FROM
      (
        SELECT
          p.delivered_up_to,
          p.read_up_to,
          CASE
            WHEN p.membership @> span.ids THEN int8multirange (span.ids)
            ELSE p.membership * int8multirange (span.ids)
          END AS stay
        FROM
          span
          JOIN participant p ON p.chat_id = $1
          AND p.delivered_up_to >= span.first
      ) reader
    GROUP BY
      stay
  ),
  senders AS MATERIALIZED (
    SELECT
      *
    FROM
      participant
    WHERE
      chat_id = $1
      AND user_id = ANY (
        ARRAY(
          SELECT DISTINCT
            sender_id
          FROM
            page
        )
      )
  )
SELECT
  c.last_seq,
  (
    SELECT
      id
    FROM
      edge
  ) AS edge,
  m.*
FROM
  c
  LEFT JOIN LATERAL (
    SELECT
      m.side,
      m.side_count,
      m.id,
      m.chat_id,
      m.change_seq,
      m.sender_id,
      m.sent_by,
      m.is_user,
      m.message_type,
      m.content,
      m.message_metadata,
      m.parent_message_id,
      m.thread_root_id,
      m.reply_count,
      m.reactions,
      m.client_message_id,
      m.edited_at,
      m.deleted_at,
      m.created_at,
      m.updated_at,
      m.recipients,
      m.addressed_id,
      CASE
        WHEN m.status IN ('SENDING', 'FAILED', 'READ') THEN m.status
        WHEN reached.read > 0 THEN 'READ'
        WHEN reached.delivered > 0 THEN 'DELIVERED'
        ELSE m.status
      END AS status,
      reached.delivered,
      reached.read
    FROM
      page m
      LEFT JOIN senders own ON c.chat_type = 'GROUP'
      AND own.user_id = m.sender_id
      CROSS JOIN LATERAL (
        -- Their own messages are not addressed to those who sent them.
        SELECT
          passed.delivered - CASE
            WHEN own.delivered_up_to >= m.id
            AND own.membership @> coalesce(m.addressed_id, m.id) THEN 1
            ELSE 0
          END + marked.delivered AS delivered,
          passed.read - CASE
            WHEN own.read_up_to >= m.id
            AND own.membership @> coalesce(m.addressed_id, m.id) THEN 1
            ELSE 0
          END + marked.read AS read
        FROM
          (
            SELECT
              coalesce(sum(cardinality(s.delivered) - width_bucket(m.id - 1, s.delivered)), 0) AS delivered,
              coalesce(sum(cardinality(s.read) - width_bucket(m.id - 1, s.read)), 0) AS read
            FROM
              stays s
            WHERE
              s.stay @> coalesce(m.addressed_id, m.id)
              AND (
                c.chat_type = 'GROUP'
                OR NOT m.is_user
              )
          ) passed,
          (
            SELECT
              count(*) FILTER (
                WHERE
                  p.delivered_up_to < m.id
              ) AS delivered,
              count(*) FILTER (
                WHERE
                  r.status = 'READ'
                  AND p.read_up_to < m.id
              ) AS read
            FROM
              receipt r
              CROSS JOIN LATERAL (
                -- From the marks to who made them, never one look for each participant: OFFSET 0 keeps PostgreSQL to it.
                SELECT
                  *
                FROM
                  participant p
                WHERE
                  p.chat_id = r.chat_id
                  AND p.user_id = r.user_id
                OFFSET
                  0
              ) p
            WHERE
              c.chat_type = 'GROUP'
              AND r.chat_id = m.chat_id
              AND r.message_id = m.id
              AND (
                p.membership @> coalesce(m.addressed_id, m.id)
                AND CASE
                  WHEN c.chat_type = 'GROUP' THEN p.user_id <> m.sender_id
                  ELSE NOT m.is_user
                END
              )
          ) marked
      ) reached
  ) m ON true
ORDER BY
  m.id

-- or

WITH
  c AS (
    SELECT
      c.id,
      c.chat_type,
      c.last_seq
    FROM
      chat c
    WHERE
      c.id = $1
      AND c.status <> 'DELETED'
      AND (
        $2::text IS NULL
        OR EXISTS (
          SELECT
            1
          FROM
            participant v
          WHERE
            v.chat_id = c.id
            AND v.user_id = $2
            AND upper_inf(v.membership)
        )
      )
  ),
  readers AS MATERIALIZED (
    SELECT
      *
    FROM
      participant
    WHERE
      chat_id = $1
  ),
  edge AS MATERIALIZED (
    SELECT
      m.id
    FROM
      message m
    WHERE
      m.chat_id = $1
      AND m.id > $3
      AND m.id < $4
    ORDER BY
      m.chat_id DESC,
      m.id DESC
    OFFSET
      $6 - 1
    LIMIT
      1
  ),
  page AS MATERIALIZED (
    SELECT
      *
    FROM
      (
        SELECT
          'older' AS side,
          found.*,
          count(*) OVER () AS side_count,
          sum(octet_length(found.content)) OVER (
            ORDER BY
              found.chat_id DESC,
              found.id DESC
          ) AS bytes
        FROM
          (
            SELECT
              m.id,
              m.chat_id,
              m.change_seq,
              m.sender_id,
              m.sent_by,
              m.is_user,
              m.message_type,
              m.content,
              m.message_metadata,
              m.parent_message_id,
              m.thread_root_id,
              m.reply_count,
              m.reactions,
              m.client_message_id,
              m.edited_at,
              m.deleted_at,
              m.created_at,
              m.updated_at,
              m.recipients,
              m.addressed_id,
              m.status
            FROM
              message m
            WHERE
              m.chat_id = $1
              AND m.id > $3
              AND m.id < $4
              AND m.id >= coalesce(
                (
                  SELECT
                    id
                  FROM
                    edge
                ),
                $3
              )
              AND m.is_user = $5
            ORDER BY
              m.chat_id DESC,
              m.id DESC
            LIMIT
              $7
          ) found
      ) page
    WHERE
      bytes <= $8
      OR bytes = octet_length(content)
  ),
  span AS MATERIALIZED (
    SELECT
      min(id) AS first,
      int8range (min(id), max(coalesce(addressed_id, id)), '[]') AS ids
    FROM
      page
  ),
  stays AS MATERIALIZED (
    SELECT
      stay,
      array_agg(
        delivered_up_to
        ORDER BY
          delivered_up_to
      ) AS delivered,
      array_agg(
        read_up_to
        ORDER BY
          read_up_to
      ) AS read
    FROM
      (
        SELECT
          p.delivered_up_to,
          p.read_up_to,
          CASE
            WHEN p.membership @> span.ids THEN int8multirange (span.ids)
            ELSE p.membership * int8multirange (span.ids)
          END AS stay
        FROM
          span
          JOIN participant p ON p.chat_id = $1
          AND p.delivered_up_to >= span.first
      ) reader
    GROUP BY
      stay
  ),
  senders AS MATERIALIZED (
    SELECT
      *
    FROM
      participant
    WHERE
      chat_id = $1
      AND user_id = ANY (
        ARRAY(
          SELECT DISTINCT
            sender_id
          FROM
            page
        )
      )
  )
SELECT
  c.last_seq,
  (
    SELECT
      id
    FROM
      edge
  ) AS edge,
  m.*
FROM
  c
  LEFT JOIN LATERAL (
    SELECT
      m.side,
      m.side_count,
      m.id,
      m.chat_id,
      m.change_seq,
      m.sender_id,
      m.sent_by,
      m.is_user,
      m.message_type,
      m.content,
      m.message_metadata,
      m.parent_message_id,
      m.thread_root_id,
      m.reply_count,
      m.reactions,
      m.client_message_id,
      m.edited_at,
      m.deleted_at,
      m.created_at,
      m.updated_at,
      m.recipients,
      m.addressed_id,
      CASE
        WHEN m.status IN ('SENDING', 'FAILED', 'READ') THEN m.status
        WHEN reached.read > 0 THEN 'READ'
        WHEN reached.delivered > 0 THEN 'DELIVERED'
        ELSE m.status
      END AS status,
      reached.delivered,
      reached.read
    FROM
      page m
      LEFT JOIN senders own ON c.chat_type = 'GROUP'
      AND own.user_id = m.sender_id
      CROSS JOIN LATERAL (
        -- Their own messages are not addressed to those who sent them.
        SELECT
          passed.delivered - CASE
            WHEN own.delivered_up_to >= m.id
            AND own.membership @> coalesce(m.addressed_id, m.id) THEN 1
            ELSE 0
          END + marked.delivered AS delivered,
          passed.read - CASE
            WHEN own.read_up_to >= m.id
            AND own.membership @> coalesce(m.addressed_id, m.id) THEN 1
            ELSE 0
          END + marked.read AS read
        FROM
          (
            SELECT
              coalesce(sum(cardinality(s.delivered) - width_bucket(m.id - 1, s.delivered)), 0) AS delivered,
              coalesce(sum(cardinality(s.read) - width_bucket(m.id - 1, s.read)), 0) AS read
            FROM
              stays s
            WHERE
              s.stay @> coalesce(m.addressed_id, m.id)
              AND (
                c.chat_type = 'GROUP'
                OR NOT m.is_user
              )
          ) passed,
          (
            SELECT
              count(*) FILTER (
                WHERE
                  p.delivered_up_to < m.id
              ) AS delivered,
              count(*) FILTER (
                WHERE
                  r.status = 'READ'
                  AND p.read_up_to < m.id
              ) AS read
            FROM
              receipt r
              CROSS JOIN LATERAL (
                -- From the marks to who made them, never one look for each participant: OFFSET 0 keeps PostgreSQL to it.
                SELECT
                  *
                FROM
                  participant p
                WHERE
                  p.chat_id = r.chat_id
                  AND p.user_id = r.user_id
                OFFSET
                  0
              ) p
            WHERE
              c.chat_type = 'GROUP'
              AND r.chat_id = m.chat_id
              AND r.message_id = m.id
              AND (
                p.membership @> coalesce(m.addressed_id, m.id)
                AND CASE
                  WHEN c.chat_type = 'GROUP' THEN p.user_id <> m.sender_id
                  ELSE NOT m.is_user
                END
              )
          ) marked
      ) reached
  ) m ON true
ORDER BY
  m.id

-- or

WITH
  c AS (
    SELECT
      c.id,
      c.chat_type,
      c.last_seq
    FROM
      chat c
    WHERE
      c.id = $1
      AND c.status <> 'DELETED'
      AND (
        $2::text IS NULL
        OR EXISTS (
          SELECT
            1
          FROM
            participant v
          WHERE
            v.chat_id = c.id
            AND v.user_id = $2
            AND upper_inf(v.membership)
        )
      )
  ),
  readers AS MATERIALIZED (
    SELECT
      *
    FROM
      participant
    WHERE
      chat_id = $1
  ),
  edge AS MATERIALIZED (
    SELECT
      m.id
    FROM
      message m
    WHERE
      m.chat_id = $1
      AND m.id > $3
      AND m.id < $4
    ORDER BY
      m.chat_id DESC,
      m.id DESC
    OFFSET
      $7 - 1
    LIMIT
      1
  ),
  page AS MATERIALIZED (
    SELECT
      *
    FROM
      (
        SELECT
          'older' AS side,
          found.*,
          count(*) OVER () AS side_count,
          sum(octet_length(found.content)) OVER (
            ORDER BY
              found.chat_id DESC,
              found.id DESC
          ) AS bytes
        FROM
          (
            SELECT
              m.id,
              m.chat_id,
              m.change_seq,
              m.sender_id,
              m.sent_by,
              m.is_user,
              m.message_type,
              m.content,
              m.message_metadata,
              m.parent_message_id,
              m.thread_root_id,
              m.reply_count,
              m.reactions,
              m.client_message_id,
              m.edited_at,
              m.deleted_at,
              m.created_at,
              m.updated_at,
              m.recipients,
              m.addressed_id,
              m.status
            FROM
              message m
              CROSS JOIN LATERAL (
                SELECT
                  passed.delivered + marked.delivered AS delivered,
                  passed.read + marked.read AS read
                FROM
                  (
                    SELECT
                      count(*) AS delivered,
                      count(*) FILTER (
                        WHERE
                          p.read_up_to >= m.id
                      ) AS read
                    FROM
                      readers p
                    WHERE
                      p.delivered_up_to >= m.id
                      AND p.chat_id = m.chat_id
                      AND (
                        p.membership @> coalesce(m.addressed_id, m.id)
                        AND CASE
                          WHEN (
                            SELECT
                              chat_type
                            FROM
                              c
                          ) = 'GROUP' THEN p.user_id <> m.sender_id
                          ELSE NOT m.is_user
                        END
                      )
                  ) passed,
                  (
                    SELECT
                      count(*) FILTER (
                        WHERE
                          p.delivered_up_to < m.id
                      ) AS delivered,
                      count(*) FILTER (
                        WHERE
                          r.status = 'READ'
                          AND p.read_up_to < m.id
                      ) AS read
                    FROM
                      receipt r
                      CROSS JOIN LATERAL (
                        -- From the marks to who made them, never one look for each participant: OFFSET 0 keeps PostgreSQL to it.
                        SELECT
                          *
                        FROM
                          participant p
                        WHERE
                          p.chat_id = r.chat_id
                          AND p.user_id = r.user_id
                        OFFSET
                          0
                      ) p
                    WHERE
                      (
                        SELECT
                          chat_type
                        FROM
                          c
                      ) = 'GROUP'
                      AND r.chat_id = m.chat_id
                      AND r.message_id = m.id
                      AND (
                        p.membership @> coalesce(m.addressed_id, m.id)
                        AND CASE
                          WHEN (
                            SELECT
                              chat_type
                            FROM
                              c
                          ) = 'GROUP' THEN p.user_id <> m.sender_id
                          ELSE NOT m.is_user
                        END
                      )
                  ) marked
              ) reached
            WHERE
              m.chat_id = $1
              AND m.id > $3
              AND m.id < $4
              AND m.id >= coalesce(
                (
                  SELECT
                    id
                  FROM
                    edge
                ),
                $3
              )
              AND m.status = $6
              AND CASE
                WHEN m.status IN ('SENDING', 'FAILED', 'READ') THEN m.status
                WHEN reached.read > 0 THEN 'READ'
                WHEN reached.delivered > 0 THEN 'DELIVERED'
                ELSE m.status
              END = $5
            ORDER BY
              m.chat_id DESC,
              m.id DESC
            LIMIT
              $8
          ) found
      ) page
    WHERE
      bytes <= $9
      OR bytes = octet_length(content)
  ),
  span AS MATERIALIZED (
    SELECT
      min(id) AS first,
      int8range (min(id), max(coalesce(addressed_id, id)), '[]') AS ids
    FROM
      page
  ),
  stays AS MATERIALIZED (
    SELECT
      stay,
      array_agg(
        delivered_up_to
        ORDER BY
          delivered_up_to
      ) AS delivered,
      array_agg(
        read_up_to
        ORDER BY
          read_up_to
      ) AS read
    FROM
      (
        SELECT
          p.delivered_up_to,
          p.read_up_to,
          CASE
            WHEN p.membership @> span.ids THEN int8multirange (span.ids)
            ELSE p.membership * int8multirange (span.ids)
          END AS stay
        FROM
          span
          JOIN participant p ON p.chat_id = $1
          AND p.delivered_up_to >= span.first
      ) reader
    GROUP BY
      stay
  ),
  senders AS MATERIALIZED (
    SELECT
      *
    FROM
      participant
    WHERE
      chat_id = $1
      AND user_id = ANY (
        ARRAY(
          SELECT DISTINCT
            sender_id
          FROM
            page
        )
      )
  )
SELECT
  c.last_seq,
  (
    SELECT
      id
    FROM
      edge
  ) AS edge,
  m.*
FROM
  c
  LEFT JOIN LATERAL (
    SELECT
      m.side,
      m.side_count,
      m.id,
      m.chat_id,
      m.change_seq,
      m.sender_id,
      m.sent_by,
      m.is_user,
      m.message_type,
      m.content,
      m.message_metadata,
      m.parent_message_id,
      m.thread_root_id,
      m.reply_count,
      m.reactions,
      m.client_message_id,
      m.edited_at,
      m.deleted_at,
      m.created_at,
      m.updated_at,
      m.recipients,
      m.addressed_id,
      CASE
        WHEN m.status IN ('SENDING', 'FAILED', 'READ') THEN m.status
        WHEN reached.read > 0 THEN 'READ'
        WHEN reached.delivered > 0 THEN 'DELIVERED'
        ELSE m.status
      END AS status,
      reached.delivered,
      reached.read
    FROM
      page m
      LEFT JOIN senders own ON c.chat_type = 'GROUP'
      AND own.user_id = m.sender_id
      CROSS JOIN LATERAL (
        -- Their own messages are not addressed to those who sent them.
        SELECT
          passed.delivered - CASE
            WHEN own.delivered_up_to >= m.id
            AND own.membership @> coalesce(m.addressed_id, m.id) THEN 1
            ELSE 0
          END + marked.delivered AS delivered,
          passed.read - CASE
            WHEN own.read_up_to >= m.id
            AND own.membership @> coalesce(m.addressed_id, m.id) THEN 1
            ELSE 0
          END + marked.read AS read
        FROM
          (
            SELECT
              coalesce(sum(cardinality(s.delivered) - width_bucket(m.id - 1, s.delivered)), 0) AS delivered,
              coalesce(sum(cardinality(s.read) - width_bucket(m.id - 1, s.read)), 0) AS read
            FROM
              stays s
            WHERE
              s.stay @> coalesce(m.addressed_id, m.id)
              AND (
                c.chat_type = 'GROUP'
                OR NOT m.is_user
              )
          ) passed,
          (
            SELECT
              count(*) FILTER (
                WHERE
                  p.delivered_up_to < m.id
              ) AS delivered,
              count(*) FILTER (
                WHERE
                  r.status = 'READ'
                  AND p.read_up_to < m.id
              ) AS read
            FROM
              receipt r
              CROSS JOIN LATERAL (
                -- From the marks to who made them, never one look for each participant: OFFSET 0 keeps PostgreSQL to it.
                SELECT
                  *
                FROM
                  participant p
                WHERE
                  p.chat_id = r.chat_id
                  AND p.user_id = r.user_id
                OFFSET
                  0
              ) p
            WHERE
              c.chat_type = 'GROUP'
              AND r.chat_id = m.chat_id
              AND r.message_id = m.id
              AND (
                p.membership @> coalesce(m.addressed_id, m.id)
                AND CASE
                  WHEN c.chat_type = 'GROUP' THEN p.user_id <> m.sender_id
                  ELSE NOT m.is_user
                END
              )
          ) marked
      ) reached
  ) m ON true
ORDER BY
  m.id
