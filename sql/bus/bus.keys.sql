SELECT
  id,
  key
FROM
  bus_key
ORDER BY
  id
