SELECT
  w.chat_id,
  w.message_id,
  ARRAY(
    SELECT
      r.user_id
    FROM
      receipt r
    WHERE
      r.chat_id = w.chat_id
      AND r.message_id = w.message_id
      AND r.status = 'READ'
  ) AS read_by
FROM
  unnest($1::bigint[], $2::bigint[]) w (chat_id, message_id)
