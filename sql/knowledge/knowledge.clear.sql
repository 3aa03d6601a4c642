WITH
  covered AS (
    DELETE FROM embedded_range
    WHERE
      chat_id = $1
  )
UPDATE knowledge
SET
  passage_count = 0,
  total_length = 0,
  languages = '{}',
  version = $2
WHERE
  chat_id = $1
