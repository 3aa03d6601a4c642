SELECT
  id,
  change_seq,
  content,
  is_said,
  latest
FROM
  (
    SELECT
      l.*,
      count(*) OVER () AS latest,
      sum(octet_length(content)) OVER (
        ORDER BY
          change_seq,
          id
      ) AS bytes
    FROM
      (
        SELECT
          m.id,
          m.change_seq,
          m.message_type = 'TEXT' AS is_said,
          CASE
            WHEN m.status NOT IN ('SENDING', 'FAILED')
            AND (
              m.is_user
              OR m.sender_id <> 'assistant'
            )
            AND (
              m.message_type = 'TEXT'
              OR (
                m.message_type = 'FILE'
                AND m.message_metadata ->> 'encoding' IS NULL
                AND coalesce(m.message_metadata ->> 'media_type', 'text/plain') IN ('text/plain', 'text/markdown')
              )
            )
            AND NOT EXISTS (
              SELECT
                1
              FROM
                passage p
              WHERE
                p.chat_id = m.chat_id
                AND p.message_id = m.id
            ) THEN m.content
            ELSE ''
          END AS content
        FROM
          message m
        WHERE
          m.chat_id = $1
          AND (m.change_seq, m.id) > ($2, $3)
        ORDER BY
          m.change_seq,
          m.id
        LIMIT
          $4
      ) l
  ) page
WHERE
  bytes <= $5
  OR bytes = octet_length(content)
ORDER BY
  change_seq,
  id
