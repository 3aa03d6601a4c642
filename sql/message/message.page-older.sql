SELECT
  asked.nth - 1 AS place,
  c.last_seq,
  nullif(NOT plain.is_plain, false) AS is_other,
  m.*
FROM
  unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::int[], $6::int[]) WITH ORDINALITY asked (chat_id, user_id, above, below, rows, share, nth)
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
  LEFT JOIN LATERAL (
    SELECT
      m.id,
      m.change_seq,
      m.sender_id,
      m.sent_by,
      m.is_user,
      nullif(m.message_type, 'TEXT') AS message_type,
      m.message_metadata,
      m.parent_message_id,
      m.thread_root_id,
      nullif(m.reply_count, 0) AS reply_count,
      nullif(m.reactions, '{}'::jsonb) AS reactions,
      m.client_message_id,
      m.edited_at,
      m.deleted_at,
      m.created_at,
      nullif(m.updated_at, m.created_at) AS updated_at,
      m.recipients,
      m.addressed_id,
      CASE
        WHEN octet_length(m.content) <= asked.share THEN m.content
      END AS content,
      CASE
        WHEN m.status IN ('SENDING', 'FAILED', 'READ') THEN m.status
        WHEN reached.read > 0 THEN 'READ'
        WHEN reached.delivered > 0 THEN 'DELIVERED'
        ELSE m.status
      END AS status,
      NULL AS chat_id,
      NULL AS delivered,
      NULL AS read
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
      m.chat_id = asked.chat_id
      AND m.id > asked.above
      AND m.id < asked.below
    ORDER BY
      m.chat_id DESC,
      m.id DESC
    LIMIT
      asked.rows
  ) m ON plain.is_plain
