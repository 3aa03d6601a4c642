SELECT
  tokens
FROM
  reply_tokens
WHERE
  user_id = $1
  AND day = (now() AT TIME ZONE 'UTC')::date
