INSERT INTO
  token_revocation AS r (user_id, revoked_before)
VALUES
  ($1, date_trunc('second', clock_timestamp()) + interval '1 second')
ON CONFLICT (user_id) DO UPDATE
SET
  revoked_before = greatest(r.revoked_before, excluded.revoked_before)
RETURNING
  r.user_id,
  r.revoked_before,
  ceil(
    extract(
      epoch
      FROM
        r.revoked_before - clock_timestamp()
    ) * 1000
  )::bigint AS wait_ms
