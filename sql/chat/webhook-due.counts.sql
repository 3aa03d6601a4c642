SELECT
  (
    count(*) FILTER (
      WHERE
        next_try_at IS NOT NULL
        AND failing_since IS NULL
    )
  )::integer AS waiting,
  (
    count(*) FILTER (
      WHERE
        next_try_at IS NOT NULL
        AND failing_since IS NOT NULL
    )
  )::integer AS failing,
  (
    count(*) FILTER (
      WHERE
        next_try_at IS NULL
    )
  )::integer AS given_up,
  coalesce(
    extract(
      epoch
      FROM
        now() - min(due_since) FILTER (
          WHERE
            next_try_at IS NOT NULL
        )
    ),
    0
  )::float8 AS oldest_seconds
FROM
  webhook_due
