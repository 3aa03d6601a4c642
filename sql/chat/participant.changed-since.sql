SELECT
  user_id,
  delivered_up_to,
  read_up_to,
  (
    SELECT
      json_agg(json_strip_nulls(json_build_object('after', lower(gap) - 1, 'until', upper(gap) - 1)))
    FROM
      unnest('{[1,)}'::int8multirange - membership) gap
  ) AS away
FROM
  participant
WHERE
  chat_id = $1
  AND change_seq > $2
ORDER BY
  change_seq
