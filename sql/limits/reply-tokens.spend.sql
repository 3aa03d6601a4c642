INSERT INTO
  reply_tokens AS t (user_id, day, tokens)
VALUES
  ($1, (now() AT TIME ZONE 'UTC')::date, greatest(0, $2::bigint))
ON CONFLICT (user_id) DO UPDATE
SET
  tokens = greatest(
    0,
    CASE
      WHEN t.day = excluded.day THEN t.tokens
      ELSE 0
    END + $2::bigint
  ),
  day = excluded.day
RETURNING
  tokens
