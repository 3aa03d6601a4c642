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
  new_ones AS MATERIALIZED (
    SELECT
      n.chat_id,
      n.message_id
    FROM
      message_text_new n
    WHERE
      n.chat_id = $1
      AND n.message_id > $3
      AND n.message_id < $4
    ORDER BY
      n.chat_id,
      n.message_id
    LIMIT
      2000
  ),
  edge_of_new AS MATERIALIZED (
    SELECT
      message_id AS id
    FROM
      new_ones
    ORDER BY
      message_id
    OFFSET
      2000 - 1
    LIMIT
      1
  ),
  matches AS MATERIALIZED (
    SELECT
      t.message_id AS id
    FROM
      message_text t
    WHERE
      t.chat_id = $1
      AND t.folded LIKE translate(lower($6), 'ς', 'σ')
      AND t.folded LIKE translate(lower($7), 'ς', 'σ')
    UNION ALL
    SELECT
      message_id
    FROM
      (
        SELECT
          n.chat_id,
          n.message_id
        FROM
          (
            SELECT
              *
            FROM
              new_ones
          ) n
          CROSS JOIN LATERAL (
            SELECT
              translate(lower(left(m.content, 32768)), 'ς', 'σ') AS folded
            FROM
              message m
            WHERE
              m.chat_id = n.chat_id
              AND m.id = n.message_id
            OFFSET
              0
          ) t
        WHERE
          t.folded LIKE translate(lower($8), 'ς', 'σ')
          AND t.folded LIKE translate(lower($9), 'ς', 'σ')
      ) found
  ),
  nearest AS MATERIALIZED (
    SELECT
      id
    FROM
      matches
    WHERE
      id > $3
      AND id < $4
      AND id <= coalesce(
        (
          SELECT
            id
          FROM
            edge_of_new
        ),
        $4
      )
    ORDER BY
      id
    LIMIT
      $5
  ),
  edge AS MATERIALIZED (
    SELECT
      id
    FROM
      (
        SELECT
          coalesce(
            (
              SELECT
                id
              FROM
                nearest
              ORDER BY
                id
              OFFSET
                $5 - 1
              LIMIT
                1
            ),
            (
              SELECT
                id
              FROM
                edge_of_new
            )
          ) AS id
      ) nearer
    WHERE
      id IS NOT NULL
  ),
  page AS MATERIALIZED (
    SELECT
      *
    FROM
      (
        SELECT
          'newer' AS side,
          found.*,
          count(*) OVER () AS side_count,
          sum(octet_length(found.content)) OVER (
            ORDER BY
              found.chat_id,
              found.id
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
              AND m.id = ANY (
                ARRAY(
                  SELECT
                    id
                  FROM
                    nearest
                )
              )
            ORDER BY
              m.chat_id,
              m.id
            LIMIT
              $10
          ) found
      ) page
    WHERE
      bytes <= $11
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
  new_ones AS MATERIALIZED (
    SELECT
      n.chat_id,
      n.message_id
    FROM
      message_text_new n
    WHERE
      n.chat_id = $1
      AND n.message_id > $3
      AND n.message_id < $4
    ORDER BY
      n.chat_id,
      n.message_id
    LIMIT
      2000
  ),
  edge_of_new AS MATERIALIZED (
    SELECT
      message_id AS id
    FROM
      new_ones
    ORDER BY
      message_id
    OFFSET
      2000 - 1
    LIMIT
      1
  ),
  matches AS MATERIALIZED (
    SELECT
      t.message_id AS id
    FROM
      message_text t
    WHERE
      t.chat_id = $1
      AND t.folded LIKE translate(lower($6), 'ς', 'σ')
    UNION ALL
    SELECT
      message_id
    FROM
      (
        SELECT
          n.chat_id,
          n.message_id
        FROM
          (
            SELECT
              *
            FROM
              new_ones
          ) n
          CROSS JOIN LATERAL (
            SELECT
              translate(lower(left(m.content, 32768)), 'ς', 'σ') AS folded
            FROM
              message m
            WHERE
              m.chat_id = n.chat_id
              AND m.id = n.message_id
            OFFSET
              0
          ) t
        WHERE
          t.folded LIKE translate(lower($7), 'ς', 'σ')
      ) found
  ),
  nearest AS MATERIALIZED (
    SELECT
      id
    FROM
      matches
    WHERE
      id > $3
      AND id < $4
      AND id <= coalesce(
        (
          SELECT
            id
          FROM
            edge_of_new
        ),
        $4
      )
    ORDER BY
      id
    LIMIT
      $5
  ),
  edge AS MATERIALIZED (
    SELECT
      id
    FROM
      (
        SELECT
          coalesce(
            (
              SELECT
                id
              FROM
                nearest
              ORDER BY
                id
              OFFSET
                $5 - 1
              LIMIT
                1
            ),
            (
              SELECT
                id
              FROM
                edge_of_new
            )
          ) AS id
      ) nearer
    WHERE
      id IS NOT NULL
  ),
  page AS MATERIALIZED (
    SELECT
      *
    FROM
      (
        SELECT
          'newer' AS side,
          found.*,
          count(*) OVER () AS side_count,
          sum(octet_length(found.content)) OVER (
            ORDER BY
              found.chat_id,
              found.id
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
              AND m.id = ANY (
                ARRAY(
                  SELECT
                    id
                  FROM
                    nearest
                )
              )
            ORDER BY
              m.chat_id,
              m.id
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
