UPDATE message_work w
SET
  leased_until = clock_timestamp() + make_interval(secs => $4)
FROM
  chat c
WHERE
  w.chat_id = $1
  AND w.message_id = $2
  AND w.lease = $3
  AND c.id = w.chat_id
RETURNING
  c.deleted_seq > w.change_seq AS is_cancelled
