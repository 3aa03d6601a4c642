SELECT
  c.id,
  c.updated_bucket AS bucket,
  c.updated_at,
  now() AS now,
  c.status = ANY ($4)
  AND (
    $5::text IS NULL
    OR c.chat_type = $5
  ) AS is_asked_for
FROM
  chat c
WHERE
  (c.updated_bucket, c.id) > ($1, $2)
ORDER BY
  c.updated_bucket,
  c.id
LIMIT
  $3
