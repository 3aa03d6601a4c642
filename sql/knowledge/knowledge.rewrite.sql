WITH
  change AS MATERIALIZED (
    SELECT
      term COLLATE "C" AS term,
      first_id,
      decode(packed, 'base64') AS packed
    FROM
      unnest($2::text[], $3::integer[], $4::text[]) f (term, first_id, packed)
  ),
  emptied AS (
    DELETE FROM posting p USING change c
    WHERE
      p.chat_id = $1
      AND p.term = c.term
      AND p.first_id = c.first_id
      AND octet_length(c.packed) = 0
  )
UPDATE posting p
SET
  packed = c.packed
FROM
  change c
WHERE
  p.chat_id = $1
  AND p.term = c.term
  AND p.first_id = c.first_id
  AND octet_length(c.packed) > 0
