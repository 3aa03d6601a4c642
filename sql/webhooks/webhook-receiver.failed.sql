UPDATE webhook_receiver r
SET
  failures = seen.failures,
  failed_chat_id = $1,
  refused_at = CASE
    WHEN $2 THEN now()
  END,
  next_try_at = now() + make_interval(secs => greatest($3, least(3600, power(2, least(12, seen.failures - 3))) * (0.5 + random() / 2)))
FROM
  (
    SELECT
      id,
      CASE
        WHEN failed_chat_id = $1
        AND failures < 3 THEN failures
        ELSE failures + 1
      END AS failures
    FROM
      webhook_receiver
    FOR UPDATE
  ) seen
WHERE
  seen.id = r.id
