SELECT
  message_id
FROM
  unnest($2::bigint[]) AS asked (message_id)
WHERE
  EXISTS (
    SELECT
      1
    FROM
      passage p
    WHERE
      p.chat_id = $1
      AND p.message_id = asked.message_id
  )
