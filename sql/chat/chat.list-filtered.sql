SELECT
  c.id,
  c.owner_id,
  c.session_id,
  c.rag_enabled,
  c.title,
  c.chat_type,
  c.status,
  c.chat_metadata,
  CASE
    WHEN ($5::jsonb ->> c.id::text)::bigint IS DISTINCT FROM c.last_seq THEN readers.participants
  END AS participants,
  CASE
    WHEN last.status IN ('SENDING', 'FAILED', 'READ')
    OR readers.read_up_to IS NULL THEN c.last_message
    WHEN readers.read_up_to >= last.id THEN c.last_message || '{"status": "READ"}'
    ELSE c.last_message || '{"status": "DELIVERED"}'
  END AS last_message,
  least(1000, greatest(0, c.message_count - c.seen_count)) AS unread_count,
  c.last_seq,
  c.change_seq,
  c.activity_at,
  c.created_at,
  c.updated_at
FROM
  (
    SELECT
      c.*,
      mine.active_minute,
      mine.seen_count
    FROM
      participant mine
      JOIN chat c ON c.id = mine.chat_id
    WHERE
      mine.user_id = $1
      AND upper_inf(mine.membership)
      AND c.status = ANY ($2)
      AND c.chat_type = $3
    ORDER BY
      mine.active_minute DESC,
      c.activity_at DESC,
      c.id DESC
    LIMIT
      $4
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
      AND ($5::jsonb ->> c.id::text)::bigint IS DISTINCT FROM c.last_seq
  ) readers
ORDER BY
  c.active_minute DESC,
  c.activity_at DESC,
  c.id DESC

-- or

SELECT
  c.id,
  c.owner_id,
  c.session_id,
  c.rag_enabled,
  c.title,
  c.chat_type,
  c.status,
  c.chat_metadata,
  CASE
    WHEN ($5::jsonb ->> c.id::text)::bigint IS DISTINCT FROM c.last_seq THEN readers.participants
  END AS participants,
  CASE
    WHEN last.status IN ('SENDING', 'FAILED', 'READ')
    OR readers.read_up_to IS NULL THEN c.last_message
    WHEN readers.read_up_to >= last.id THEN c.last_message || '{"status": "READ"}'
    ELSE c.last_message || '{"status": "DELIVERED"}'
  END AS last_message,
  least(1000, greatest(0, c.message_count - c.seen_count)) AS unread_count,
  c.last_seq,
  c.change_seq,
  c.activity_at,
  c.created_at,
  c.updated_at
FROM
  (
    SELECT
      c.*,
      mine.active_minute,
      mine.seen_count
    FROM
      participant mine
      JOIN chat c ON c.id = mine.chat_id
    WHERE
      mine.user_id = $1
      AND upper_inf(mine.membership)
      AND c.status = ANY ($2)
      AND c.session_id = $3
    ORDER BY
      mine.active_minute DESC,
      c.activity_at DESC,
      c.id DESC
    LIMIT
      $4
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
      AND ($5::jsonb ->> c.id::text)::bigint IS DISTINCT FROM c.last_seq
  ) readers
ORDER BY
  c.active_minute DESC,
  c.activity_at DESC,
  c.id DESC

-- or

SELECT
  c.id,
  c.owner_id,
  c.session_id,
  c.rag_enabled,
  c.title,
  c.chat_type,
  c.status,
  c.chat_metadata,
  CASE
    WHEN ($5::jsonb ->> c.id::text)::bigint IS DISTINCT FROM c.last_seq THEN readers.participants
  END AS participants,
  CASE
    WHEN last.status IN ('SENDING', 'FAILED', 'READ')
    OR readers.read_up_to IS NULL THEN c.last_message
    WHEN readers.read_up_to >= last.id THEN c.last_message || '{"status": "READ"}'
    ELSE c.last_message || '{"status": "DELIVERED"}'
  END AS last_message,
  least(1000, greatest(0, c.message_count - c.seen_count)) AS unread_count,
  c.last_seq,
  c.change_seq,
  c.activity_at,
  c.created_at,
  c.updated_at
FROM
  (
    SELECT
      c.*,
      mine.active_minute,
      mine.seen_count
    FROM
      participant mine
      JOIN chat c ON c.id = mine.chat_id
    WHERE
      mine.user_id = $1
      AND upper_inf(mine.membership)
      AND c.status = ANY ($2)
      AND c.updated_at >= $3
    ORDER BY
      c.updated_at,
      c.id
    LIMIT
      $4
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
      AND ($5::jsonb ->> c.id::text)::bigint IS DISTINCT FROM c.last_seq
  ) readers
ORDER BY
  c.updated_at,
  c.id
