WITH
  covered AS (
    DELETE FROM embedded_range
    WHERE
      chat_id = $1
  ),
  forgotten AS (
    DELETE FROM forgotten_text
    WHERE
      chat_id = $1
  )
UPDATE knowledge
SET
  first_id = next_id,
  passage_count = 0,
  total_length = 0,
  languages = '{}',
  version = $2
WHERE
  chat_id = $1
