SELECT
  w.chat_id AS cited_chat_id,
  w.message_id AS cited_id
FROM
  unnest($1::bigint[], $2::bigint[], $3::boolean[]) w (chat_id, message_id, deletes)
WHERE
  EXISTS (
    SELECT
      1
    FROM
      message_citation t
    WHERE
      t.cited_chat_id = w.chat_id
      AND t.cited_id = w.message_id
      AND (
        w.deletes
        OR NOT t.is_edited
      )
      AND t.chat_id < w.chat_id
  )
  OR EXISTS (
    SELECT
      1
    FROM
      message_citation t
    WHERE
      t.cited_chat_id = w.chat_id
      AND t.cited_id = w.message_id
      AND (
        w.deletes
        OR NOT t.is_edited
      )
      AND t.chat_id > w.chat_id
  )
  OR EXISTS (
    SELECT
      1
    FROM
      message_citation t
    WHERE
      t.cited_chat_id = w.chat_id
      AND t.cited_id = w.message_id
      AND (
        w.deletes
        OR NOT t.is_edited
      )
      AND t.chat_id = w.chat_id
    OFFSET
      50
  )
