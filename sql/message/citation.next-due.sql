SELECT
  d.chat_id,
  d.message_id,
  d.due_seq,
  m.deleted_at IS NOT NULL AS is_deleted,
  (
    SELECT
      coalesce(json_agg(json_build_object('chat_id', t.chat_id, 'message_id', t.message_id)), '[]')
    FROM
      (
        SELECT
          t.chat_id,
          t.message_id
        FROM
          message_citation t
        WHERE
          t.cited_chat_id = d.chat_id
          AND t.cited_id = d.message_id
          AND (
            m.deleted_at IS NOT NULL
            OR NOT t.is_edited
          )
        ORDER BY
          t.cited_chat_id,
          t.cited_id,
          t.chat_id,
          t.message_id
        LIMIT
          100
      ) t
  ) AS replies
FROM
  (
    SELECT
      *
    FROM
      message_citation_due d
    WHERE
      (d.chat_id, d.message_id) > ($1, $2)
    ORDER BY
      d.chat_id,
      d.message_id
    LIMIT
      1
  ) d
  JOIN message m ON m.chat_id = d.chat_id
  AND m.id = d.message_id
