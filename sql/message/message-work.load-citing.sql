SELECT
  w.chat_id,
  w.message_id,
  w.lease
FROM
  unnest($1::bigint[], $2::bigint[]) u (chat_id, message_id)
  JOIN message_work w ON w.chat_id = u.chat_id
  AND w.kind = 'reply'
WHERE
  EXISTS (
    SELECT
      1
    FROM
      message_citation t
    WHERE
      t.cited_chat_id = u.chat_id
      AND t.cited_id = u.message_id
      AND t.chat_id = w.chat_id
      AND t.message_id = w.message_id
  )
ORDER BY
  w.chat_id,
  w.message_id
FOR UPDATE OF
  w
