DELETE FROM message_citation_due
WHERE
  chat_id = $1
  AND message_id = $2
  AND due_seq = $3
