DELETE FROM stored_usage
WHERE
  ctid = ANY (
    ARRAY(
      SELECT
        ctid
      FROM
        stored_usage
      WHERE
        day < (now() AT TIME ZONE 'UTC')::date - $1::int
      LIMIT
        $2
    )
  )
RETURNING
  1
