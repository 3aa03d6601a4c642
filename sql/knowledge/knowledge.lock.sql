INSERT INTO
  knowledge AS k (chat_id, version)
VALUES
  ($1, $2)
ON CONFLICT (chat_id) DO UPDATE
SET
  version = k.version
RETURNING
  chat_id,
  indexed_seq,
  next_id,
  languages
