INSERT INTO
  stored_usage AS u (user_id, day, bytes)
SELECT
  a.user_id,
  $1::date,
  a.bytes
FROM
  unnest($2::text[], $3::bigint[]) WITH ORDINALITY AS a (user_id, bytes, nth)
ORDER BY
  a.nth
ON CONFLICT (user_id, day) DO UPDATE
SET
  bytes = u.bytes + excluded.bytes
RETURNING
  u.user_id,
  u.bytes
