SELECT
  pg_notify ($1, payload)
FROM
  unnest($2::text[]) WITH ORDINALITY sent (payload, nth)
ORDER BY
  nth
