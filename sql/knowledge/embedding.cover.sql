INSERT INTO
  embedded_range AS r (chat_id, model, first_id, last_id)
VALUES
  ($1, $2, $3, $4)
ON CONFLICT (chat_id) DO UPDATE
SET
  model = $2,
  first_id = CASE
    WHEN r.model = $2
    AND $3 <= r.last_id + 1
    AND $4 >= r.first_id - 1 THEN least(r.first_id, $3)
    ELSE $3
  END,
  last_id = CASE
    WHEN r.model = $2
    AND $3 <= r.last_id + 1
    AND $4 >= r.first_id - 1 THEN greatest(r.last_id, $4)
    ELSE $4
  END
