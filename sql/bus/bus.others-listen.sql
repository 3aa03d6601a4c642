SELECT
  count(*) > 1 AS
listen
FROM
  pg_stat_activity
WHERE
  datname = current_database()
  AND query IN ($1, '<insufficient privilege>')
