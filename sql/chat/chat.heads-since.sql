SELECT
  id,
  last_seq,
  bucket,
  is_new,
  is_last
FROM
  (
    SELECT
      c.id,
      c.last_seq,
      c.updated_bucket AS bucket,
      c.updated_at >= $3
      AND c.updated_at < now() - interval '1 second' AS is_new,
      row_number() OVER (
        ORDER BY
          c.updated_bucket,
          c.id
      ) = 10000 AS is_last
    FROM
      chat c
    WHERE
      (c.updated_bucket, c.id) > ($1, $2)
    ORDER BY
      c.updated_bucket,
      c.id
    LIMIT
      10000
  ) looked
WHERE
  is_new
  OR is_last
