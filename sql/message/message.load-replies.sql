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
  CASE
    WHEN m.status IN ('SENDING', 'FAILED', 'READ') THEN m.status
    WHEN reached.read > 0 THEN 'READ'
    WHEN reached.delivered > 0 THEN 'DELIVERED'
    ELSE m.status
  END AS status,
  reached.delivered,
  reached.read,
  m.status AS stored_status,
  m.edit_id,
  CASE
    WHEN m.parent_message_id IS NOT NULL THEN (
      SELECT
        q.sender_id
      FROM
        message q
      WHERE
        q.chat_id = m.chat_id
        AND q.id = m.parent_message_id
    )
  END AS parent_sender_id,
  m.parent_message_id IS NOT NULL
  AND (
    SELECT
      q.deleted_at
    FROM
      message q
    WHERE
      q.chat_id = m.chat_id
      AND q.id = m.parent_message_id
  ) IS NOT NULL AS is_parent_deleted,
  m.status = 'SENDING'
  AND (
    SELECT
      true
    FROM
      message_work w
    WHERE
      w.chat_id = m.chat_id
      AND w.message_id = m.id
  ) IS NOT NULL AS is_at_work
FROM
  unnest($1::bigint[], $2::bigint[]) w (chat_id, message_id)
  JOIN message_work k ON k.chat_id = w.chat_id
  AND k.kind = 'reply'
  CROSS JOIN LATERAL (
    SELECT
      *
    FROM
      message m
    WHERE
      m.chat_id = k.chat_id
      AND m.id = k.message_id
      AND m.parent_message_id = w.message_id
    OFFSET
      0
  ) m
  JOIN chat c ON c.id = m.chat_id
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
          participant p
        WHERE
          p.delivered_up_to >= m.id
          AND p.chat_id = m.chat_id
          AND (
            p.membership @> coalesce(m.addressed_id, m.id)
            AND CASE
              WHEN c.chat_type = 'GROUP' THEN p.user_id <> m.sender_id
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
