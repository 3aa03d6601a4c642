SELECT
  now() AS now
