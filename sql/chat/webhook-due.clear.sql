DELETE FROM webhook_due
WHERE
  chat_id = $1
  AND lease = $2
  AND due_seq <= $3
RETURNING
  chat_id
