UPDATE participant p
SET
  seen_count = p.seen_count + CASE
    WHEN $6 THEN 1
    ELSE -1
  END
WHERE
  p.chat_id = $1
  AND $6::boolean = coalesce(
    (
      $2 > p.read_up_to
      AND $3 > (
        SELECT
          max(lower(stay)) - 1
        FROM
          unnest(p.membership) stay
      )
      AND p.user_id IS DISTINCT FROM $4::text
      AND NOT (p.user_id = ANY ($5::text[]))
    ),
    false
  )
