SELECT
  m.id,
  CASE
    WHEN d.text IS NULL THEN 'content'
    ELSE 'extracted'
  END AS source,
  coalesce(d.text, m.content) AS text,
  m.message_type = 'TEXT' AS is_said
FROM
  message m
  LEFT JOIN document_text d ON d.chat_id = m.chat_id
  AND d.message_id = m.id
WHERE
  m.chat_id = $1
  AND m.id = ANY ($2::bigint[])
  AND coalesce(d.text, m.content) <> ''
ORDER BY
  m.id
