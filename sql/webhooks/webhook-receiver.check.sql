WITH
  taken AS (
    UPDATE webhook_receiver
    SET
      next_try_at = now() + make_interval(secs => $1),
      refused_at = NULL
    WHERE
      failures >= 3
      AND (
        next_try_at <= now()
        OR refused_at <= now() - interval '30 seconds'
        AND EXISTS (
          SELECT
          FROM
            webhook_due
          WHERE
            next_try_at <= now()
            AND failing_since IS NULL
        )
      )
    RETURNING
      id
  )
SELECT
  failures,
  EXISTS (
    SELECT
    FROM
      taken
  ) AS may_probe,
  greatest(
    0,
    extract(
      epoch
      FROM
        next_try_at - now()
    )
  )::float8 AS wait_seconds
FROM
  webhook_receiver
