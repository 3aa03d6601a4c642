INSERT INTO
  knowledge (chat_id, version)
SELECT
  $1,
  $2
WHERE
  NOT EXISTS (
    SELECT
      1
    FROM
      knowledge
    WHERE
      chat_id = $1
  )
ON CONFLICT DO NOTHING
