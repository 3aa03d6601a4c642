UPDATE participant p
SET
  seen_count = p.seen_count - 1
WHERE
  p.chat_id = $1
  AND NOT coalesce(
    p.read_up_to < $2
    AND p.user_id IS DISTINCT FROM $4::text
    AND p.user_id <> ALL ($5::text[])
    AND $3 > (
      SELECT
        max(lower(stay)) - 1
      FROM
        unnest(p.membership) stay
    ),
    false
  )
