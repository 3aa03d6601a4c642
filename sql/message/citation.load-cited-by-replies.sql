SELECT
  r.chat_id,
  r.id AS message_id,
  (c ->> 'n')::bigint AS n,
  CASE
    WHEN m.deleted_at IS NOT NULL THEN 'deleted'
    WHEN m.edited_at IS NOT NULL
    AND c ->> 'source' = 'content'
    AND c ->> 'text' <> substring(m.content, (c ->> 'start')::integer + 1, (c ->> 'end')::integer - (c ->> 'start')::integer) THEN 'edited'
  END AS fate
FROM
  unnest($1::bigint[], $2::bigint[]) w (chat_id, message_id)
  JOIN message_work k ON k.chat_id = w.chat_id
  AND k.kind = 'reply'
  JOIN message r ON r.chat_id = k.chat_id
  AND r.id = k.message_id
  AND r.parent_message_id = w.message_id
  CROSS JOIN LATERAL json_array_elements(
    CASE json_typeof(r.message_metadata -> 'rag' -> 'citations')
      WHEN 'array' THEN r.message_metadata -> 'rag' -> 'citations'
      ELSE '[]'
    END
  ) c
  JOIN message m ON m.chat_id = (c ->> 'chat_id')::bigint
  AND m.id = (c ->> 'message_id')::bigint
WHERE
  r.sender_id = 'assistant'
ORDER BY
  m.chat_id,
  m.id
FOR SHARE OF
  m
