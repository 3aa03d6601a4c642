SELECT
  w.chat_id,
  w.message_id,
  w.reaction,
  w.user_id,
  (
    SELECT
      true
    FROM
      message_reaction r
    WHERE
      r.chat_id = w.chat_id
      AND r.message_id = w.message_id
      AND r.reaction = w.reaction
      AND r.user_id = w.user_id
  ) IS NOT NULL AS is_there,
  CASE
    WHEN (
      SELECT
        (m.reactions -> w.reaction ->> 'count')::int
      FROM
        message m
      WHERE
        m.chat_id = w.chat_id
        AND m.id = w.message_id
    ) > 100 THEN ARRAY(
      SELECT
        r.user_id
      FROM
        message_reaction r
      WHERE
        r.chat_id = w.chat_id
        AND r.message_id = w.message_id
        AND r.reaction = w.reaction
      ORDER BY
        r.seq,
        r.user_id
      LIMIT
        200
    )
  END AS first
FROM
  unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) w (chat_id, message_id, reaction, user_id)
