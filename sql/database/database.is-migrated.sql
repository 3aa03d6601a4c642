SELECT
  name
FROM
  migrations
WHERE
  name = $1
