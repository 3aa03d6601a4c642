WITH
  held AS (
    UPDATE message_work w
    SET
      leased_until = clock_timestamp() + make_interval(secs => $5)
    WHERE
      w.chat_id = $1
      AND w.message_id = $2
      AND w.lease = $3
    RETURNING
      w.change_seq
  )
UPDATE message m
SET
  message_metadata = coalesce(m.message_metadata, $6),
  content = CASE char_length(m.content)
    WHEN $7::int THEN m.content || $4
    ELSE m.content
  END
FROM
  held w,
  chat c
WHERE
  m.chat_id = $1
  AND m.id = $2
  AND c.id = $1
  AND NOT c.deleted_seq > w.change_seq
  AND char_length(m.content) IN ($7::int, $7::int + char_length($4))
RETURNING
  c.change_seq
