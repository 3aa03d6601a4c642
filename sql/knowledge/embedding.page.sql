SELECT
  chat_id,
  passage_id,
  NULL::float8 AS score,
  packed
FROM
  passage_vector
WHERE
  chat_id = ANY ($1::bigint[])
  AND (chat_id, passage_id) > ($4::bigint, $5::integer)
  AND model = $2
  AND octet_length(packed) = $3
ORDER BY
  chat_id,
  passage_id
LIMIT
  $6
