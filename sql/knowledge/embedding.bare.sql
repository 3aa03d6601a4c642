SELECT
  p.id,
  p.text
FROM
  passage p
WHERE
  p.chat_id = $1
  AND p.id BETWEEN $3 AND $4
  AND NOT EXISTS (
    SELECT
      1
    FROM
      passage_vector v
    WHERE
      v.chat_id = p.chat_id
      AND v.passage_id = p.id
      AND v.model = $2
  )
ORDER BY
  p.id
