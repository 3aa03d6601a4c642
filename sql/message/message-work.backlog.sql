SELECT
  kind,
  coalesce(leased_until > clock_timestamp(), false) AS is_leased,
  count(*)::integer AS count
FROM
  message_work
GROUP BY
  1,
  2
