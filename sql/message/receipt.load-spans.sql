SELECT
  p.chat_id,
  w.message_id,
  p.user_id,
  p.away,
  c.message_count,
  covered.ids AS covered,
  CASE
    WHEN counts.is_nearer THEN counts.passed
  END AS passed,
  CASE
    WHEN NOT counts.is_nearer THEN counts.beyond
  END AS beyond,
  coalesce(counts.scanned, 0) >= 1000
  OR cardinality(covered.ids) >= 100 AS is_heavy
FROM
  unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) w (chat_id, message_id, user_id, status)
  JOIN chat c ON c.id = w.chat_id
  CROSS JOIN LATERAL (
    SELECT
      p.*,
      (
        SELECT
          json_agg(json_strip_nulls(json_build_object('after', lower(gap) - 1, 'until', upper(gap) - 1)))
        FROM
          unnest('{[1,)}'::int8multirange - membership) gap
      ) AS away,
      (
        SELECT
          max(lower(stay)) - 1
        FROM
          unnest(membership) stay
      ) AS unread_after,
      greatest(p.delivered_up_to, w.message_id) AS delivered,
      CASE
        WHEN w.status = 'READ' THEN greatest(p.read_up_to, w.message_id)
        ELSE p.read_up_to
      END AS read
    FROM
      participant p
    WHERE
      p.chat_id = w.chat_id
      AND p.user_id = w.user_id
    OFFSET
      0
  ) p
  CROSS JOIN LATERAL (
    SELECT
      n.is_nearer,
      counted.unread AS passed,
      counted.unread AS beyond,
      counted.scanned
    FROM
      (
        SELECT
          coalesce((c.last_message ->> 'id')::bigint, p.read) - p.read >= p.read - p.read_up_to AS is_nearer
      ) n
      CROSS JOIN LATERAL (
        SELECT
          CASE
            WHEN n.is_nearer THEN p.read_up_to
            ELSE p.read
          END AS after,
          CASE
            WHEN n.is_nearer THEN p.read
            ELSE (c.last_message ->> 'id')::bigint
          END AS up_to
      ) span
      LEFT JOIN LATERAL (
        SELECT
          count(*) FILTER (
            WHERE
              (
                m.status IN ('SENT', 'DELIVERED', 'READ')
                AND m.deleted_at IS NULL
                AND m.message_type <> 'SYSTEM'
                AND (
                  c.chat_type = 'GROUP'
                  OR NOT m.is_user
                )
              )
              AND m.status <> 'READ'
              AND (
                m.id > span.after
                AND coalesce(m.addressed_id, m.id) > p.unread_after
                AND p.user_id IS DISTINCT FROM CASE
                  WHEN c.chat_type = 'GROUP' THEN m.sender_id
                END
                AND NOT EXISTS (
                  SELECT
                    1
                  FROM
                    receipt r
                  WHERE
                    r.chat_id = m.chat_id
                    AND r.message_id = m.id
                    AND r.user_id = p.user_id
                    AND r.status = 'READ'
                )
              )
          ) AS unread,
          count(*) AS scanned
        FROM
          (
            SELECT
              *
            FROM
              message m
            WHERE
              m.chat_id = p.chat_id
              AND m.id > span.after
              AND m.id <= span.up_to
            LIMIT
              1000
          ) m
      ) counted ON p.read > p.read_up_to
  ) counts
  CROSS JOIN LATERAL (
    SELECT
      ARRAY(
        SELECT DISTINCT
          message_id
        FROM
          (
            SELECT
              message_id
            FROM
              (
                SELECT
                  r.message_id
                FROM
                  receipt r
                WHERE
                  r.chat_id = p.chat_id
                  AND r.user_id = p.user_id
                UNION ALL
                SELECT
                  m.id
                FROM
                  message m
                  JOIN participant p ON p.chat_id = m.chat_id
                  AND p.user_id = p.user_id
                WHERE
                  m.chat_id = p.chat_id
                  AND m.addressed_id IS NOT NULL
                  AND (p.membership @> m.addressed_id) <> (p.membership @> m.id)
              ) special
            WHERE
              message_id > p.delivered_up_to
              AND message_id <= p.delivered
              OR message_id > p.read_up_to
              AND message_id <= p.read
            LIMIT
              100
          ) passed_singly
      ) AS ids
  ) covered
