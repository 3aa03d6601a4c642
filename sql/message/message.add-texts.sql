INSERT INTO
  message_text_new (chat_id, message_id)
SELECT
  chat_id,
  id
FROM
  unnest($1::bigint[], $2::bigint[]) u (chat_id, id)
