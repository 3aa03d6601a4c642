INSERT INTO
  passage_vector (chat_id, passage_id, model, packed)
SELECT
  $1,
  id,
  $2,
  decode(vector, 'base64')
FROM
  unnest($3::integer[], $4::text[]) AS f (id, vector)
ON CONFLICT (chat_id, passage_id) DO UPDATE
SET
  model = excluded.model,
  packed = excluded.packed
