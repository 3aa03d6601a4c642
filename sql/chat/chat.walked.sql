SELECT
  c.id,
  c.owner_id,
  c.session_id,
  c.rag_enabled,
  c.title,
  c.chat_type,
  c.status,
  c.chat_metadata,
  readers.participants,
  CASE
    WHEN last.status IN ('SENDING', 'FAILED', 'READ')
    OR readers.read_up_to IS NULL THEN c.last_message
    WHEN readers.read_up_to >= last.id THEN c.last_message || '{"status": "READ"}'
    ELSE c.last_message || '{"status": "DELIVERED"}'
  END AS last_message,
  NULL::integer AS unread_count,
  c.last_seq,
  c.change_seq,
  c.activity_at,
  c.created_at,
  c.updated_at
FROM
  (
    SELECT
      c.*,
      w.nth
    FROM
      unnest($1::bigint[], $2::timestamptz[]) WITH ORDINALITY w (id, updated_at, nth)
      JOIN chat c ON c.id = w.id
      AND c.updated_at = w.updated_at
  ) c
  CROSS JOIN LATERAL (
    SELECT
      (c.last_message ->> 'id')::bigint AS id,
      (c.last_message ->> 'is_user')::boolean AS is_user,
      coalesce(c.last_message ->> 'addressed_id', c.last_message ->> 'id')::bigint AS addressed_id,
      c.last_message ->> 'sender_id' AS sender_id,
      c.last_message ->> 'status' AS status
    OFFSET
      0
  ) last
  CROSS JOIN LATERAL (
    SELECT
      coalesce(
        array_agg(
          p.user_id
          ORDER BY
            p.user_id <> c.owner_id,
            lower(p.membership),
            p.user_id
        ) FILTER (
          WHERE
            upper_inf(p.membership)
        ),
        '{}'
      ) AS participants,
      max(p.read_up_to) FILTER (
        WHERE
          p.delivered_up_to >= last.id
          AND (
            p.membership @> last.addressed_id
            AND CASE
              WHEN c.chat_type = 'GROUP' THEN p.user_id <> last.sender_id
              ELSE NOT last.is_user
            END
          )
      ) AS read_up_to
    FROM
      participant p
    WHERE
      p.chat_id = c.id
  ) readers
ORDER BY
  c.nth
