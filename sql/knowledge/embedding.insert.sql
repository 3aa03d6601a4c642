INSERT INTO
  passage_vector (chat_id, passage_id, model, packed)
SELECT
  p.chat_id,
  p.id,
  $2,
  decode(vector, 'base64')
FROM
  unnest($3::integer[], $4::text[]) AS f (id, vector)
  CROSS JOIN LATERAL (
    SELECT
      p.chat_id,
      p.id
    FROM
      passage p
    WHERE
      p.chat_id = $1
      AND p.id = f.id
    OFFSET
      0
  ) p
ORDER BY
  p.id
ON CONFLICT (chat_id, passage_id) DO UPDATE
SET
  model = excluded.model,
  packed = excluded.packed
