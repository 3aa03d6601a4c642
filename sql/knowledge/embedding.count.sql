SELECT
  coalesce(sum(last_id - first_id + 1), 0)::bigint AS count
FROM
  embedded_range
WHERE
  chat_id = ANY ($1::bigint[])
  AND model = $2
