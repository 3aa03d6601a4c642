SELECT
  bytes
FROM
  stored_usage
WHERE
  user_id = $1
  AND day = $2::date
