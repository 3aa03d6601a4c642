SELECT
  w.chat_id,
  w.message_id,
  w.user_id,
  (
    SELECT
      r.status
    FROM
      receipt r
    WHERE
      r.chat_id = w.chat_id
      AND r.message_id = w.message_id
      AND r.user_id = w.user_id
  ) AS status,
  (
    SELECT
      max(lower(stay)) - 1
    FROM
      unnest(membership) stay
  ) AS unread_after
FROM
  unnest($1::bigint[], $2::bigint[], $3::text[]) w (chat_id, message_id, user_id)
  CROSS JOIN LATERAL (
    SELECT
      p.membership
    FROM
      participant p
    WHERE
      p.chat_id = w.chat_id
      AND p.user_id = w.user_id
    OFFSET
      0
  ) p
