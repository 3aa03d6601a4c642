SELECT
  v.chat_id,
  v.passage_id,
  NULL::float8 AS score,
  CASE
    WHEN octet_length(v.packed) = $4::integer THEN v.packed
  END AS packed
FROM
  unnest($1::bigint[], $2::integer[]) AS f (chat_id, id)
  JOIN passage_vector v ON v.chat_id = f.chat_id
  AND v.passage_id = f.id
WHERE
  v.model = $3
