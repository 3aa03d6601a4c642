SELECT
  user_id,
  revoked_before
FROM
  token_revocation
WHERE
  (revoked_before, user_id) < ($1::timestamptz, $2)
  AND revoked_before >= $3::timestamptz
ORDER BY
  revoked_before DESC,
  user_id DESC
LIMIT
  $4
