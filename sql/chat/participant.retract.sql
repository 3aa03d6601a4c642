UPDATE participant p
SET
  seen_count = p.seen_count + CASE
    WHEN $6 THEN 1
    ELSE -1
  END
WHERE
  p.chat_id = $1
  AND $6::boolean = coalesce(
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
