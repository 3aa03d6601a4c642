UPDATE webhook_due
SET
  lease = NULL,
  last_failure = $3,
  failing_since = coalesce(failing_since, now()),
  failures = failures + CASE
    WHEN $4::boolean THEN 1
    ELSE 0
  END,
  next_try_at = CASE
    WHEN failing_since <= now() - interval '3 days' THEN NULL
    WHEN $4 THEN now() + make_interval(secs => greatest($5, least(3600, power(2, least(failures, 12))) * (0.5 + random() / 2)))
    ELSE now()
  END
WHERE
  chat_id = $1
  AND lease = $2
RETURNING
  next_try_at IS NULL AS is_given_up
