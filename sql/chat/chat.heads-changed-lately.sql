SELECT
  p.user_id,
  c.id,
  CASE
    WHEN upper_inf(p.membership) THEN c.last_seq
    ELSE p.change_seq
  END AS last_seq
FROM
  participant p
  JOIN chat c ON c.id = p.chat_id
WHERE
  p.user_id = ANY ($1)
  AND c.updated_at > now() - make_interval(secs => $2)
  -- Not a join, for which PostgreSQL walks whole chats.
  AND (
    upper_inf(p.membership)
    OR (
      SELECT
        act.created_at
      FROM
        message act
      WHERE
        act.chat_id = p.chat_id
        AND act.id = upper(p.membership) - 1
    ) > now() - make_interval(secs => $2)
  )
