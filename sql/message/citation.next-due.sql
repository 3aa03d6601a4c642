SELECT
  d.chat_id,
  d.message_id,
  d.due_seq,
  (
    SELECT
      coalesce(json_agg(json_build_object('chat_id', t.chat_id, 'message_id', t.message_id, 'fate', t.fate)), '[]')
    FROM
      (
        SELECT
          t.chat_id,
          t.message_id,
          f.fate
        FROM
          message_citation t
          CROSS JOIN LATERAL (
            SELECT
              CASE
                WHEN m.id IS NULL
                OR m.deleted_at IS NOT NULL
                OR (
                  t.chat_id <> d.chat_id
                  AND c.status = 'DELETED'
                ) THEN 'deleted'
                WHEN m.edited_at IS NOT NULL
                AND NOT t.is_edited THEN 'edited'
              END AS fate
          ) f
        WHERE
          t.cited_chat_id = d.chat_id
          AND t.cited_id = d.message_id
          AND f.fate IS NOT NULL
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
  LEFT JOIN message m ON m.chat_id = d.chat_id
  AND m.id = d.message_id
  LEFT JOIN chat c ON c.id = d.chat_id
