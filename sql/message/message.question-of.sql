SELECT
  q.id AS "questionId",
  q.content,
  q.is_user AS "isUser",
  c.id,
  c.chat_type AS "chatType",
  c.owner_id AS "ownerId",
  c.chat_metadata AS metadata
FROM
  message r
  JOIN message q ON q.chat_id = r.chat_id
  AND q.id = r.parent_message_id
  JOIN chat c ON c.id = r.chat_id
WHERE
  r.chat_id = $1
  AND r.id = $2
