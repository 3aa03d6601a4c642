SELECT
  w.chat_id,
  w.message_id,
  w.lease
FROM
  unnest($1::bigint[], $2::bigint[]) u (chat_id, message_id)
  JOIN message_work w ON w.chat_id = u.chat_id
  AND w.kind = 'reply'
WHERE
  (
    SELECT
      m.parent_message_id
    FROM
      message m
    WHERE
      m.chat_id = w.chat_id
      AND m.id = w.message_id
  ) = u.message_id
ORDER BY
  w.chat_id,
  w.message_id
FOR UPDATE OF
  w
