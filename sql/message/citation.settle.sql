WITH
  u AS MATERIALIZED (
    SELECT
      *
    FROM
      unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[]) u (cited_chat_id, cited_id, chat_id, message_id, fate)
  ),
  edited AS (
    UPDATE message_citation t
    SET
      is_edited = true
    FROM
      u
    WHERE
      u.fate = 'edited'
      AND t.cited_chat_id = u.cited_chat_id
      AND t.cited_id = u.cited_id
      AND t.chat_id = u.chat_id
      AND t.message_id = u.message_id
  )
DELETE FROM message_citation t USING u
WHERE
  u.fate = 'deleted'
  AND t.cited_chat_id = u.cited_chat_id
  AND t.cited_id = u.cited_id
  AND t.chat_id = u.chat_id
  AND t.message_id = u.message_id
