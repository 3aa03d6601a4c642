SELECT
  w.chat_id,
  w.message_id,
  p.user_id,
  p.read_up_to >= w.message_id
  OR p.user_id = ANY (marks.reading) AS has_read
FROM
  unnest($1::bigint[], $2::bigint[]) w (chat_id, message_id)
  JOIN message m ON m.chat_id = w.chat_id
  AND m.id = w.message_id
  AND m.status IN ('SENDING', 'FAILED')
  CROSS JOIN LATERAL (
    -- Two looks at the marks, and none for each participant.
    SELECT
      ARRAY(
        SELECT
          r.user_id
        FROM
          receipt r
        WHERE
          r.chat_id = w.chat_id
          AND r.message_id = w.message_id
      ) AS marking,
      ARRAY(
        SELECT
          r.user_id
        FROM
          receipt r
        WHERE
          r.chat_id = w.chat_id
          AND r.message_id = w.message_id
          AND r.status = 'READ'
      ) AS reading
    OFFSET
      0
  ) marks
  JOIN participant p ON p.chat_id = w.chat_id
WHERE
  upper_inf(p.membership)
  AND (
    p.delivered_up_to >= w.message_id
    OR p.user_id = ANY (marks.marking)
  )
