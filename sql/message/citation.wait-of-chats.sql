INSERT INTO
  message_citation_due AS d (chat_id, message_id, due_seq)
SELECT DISTINCT
  t.cited_chat_id,
  t.cited_id,
  0
FROM
  message_citation t
WHERE
  t.cited_chat_id = ANY ($1::bigint[])
  AND t.chat_id <> t.cited_chat_id
ON CONFLICT (chat_id, message_id) DO UPDATE
SET
  due_seq = d.due_seq + 1
