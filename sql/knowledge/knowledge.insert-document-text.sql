INSERT INTO
  document_text (chat_id, message_id, text)
VALUES
  ($1, $2, $3)
