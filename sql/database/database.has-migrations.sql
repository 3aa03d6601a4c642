SELECT
  to_regclass('migrations') AS name
