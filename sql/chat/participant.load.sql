SELECT
  p.chat_id,
  p.user_id,
  p.membership::text AS membership,
  upper_inf(p.membership) AS is_present,
  p.delivered_up_to,
  p.read_up_to,
  p.seen_count,
  p.took_part
FROM
  unnest($1::bigint[], $2::text[]) w (chat_id, user_id)
  CROSS JOIN LATERAL (
    SELECT
      *
    FROM
      participant p
    WHERE
      p.chat_id = w.chat_id
      AND p.user_id = w.user_id
    OFFSET
      0
  ) p
