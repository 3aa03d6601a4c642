SELECT
  kind,
  coalesce(leased_until > clock_timestamp(), false) AS is_leased,
  count(*)::integer AS count,
  extract(
    epoch
    FROM
      clock_timestamp() - min(opened_at)
  )::float8 AS oldest_seconds
FROM
  message_work
GROUP BY
  1,
  2
