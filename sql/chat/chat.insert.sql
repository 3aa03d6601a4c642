WITH
  taken AS (
    INSERT INTO
      chat_session (owner_id, session_id, chat_id)
    VALUES
      ($1, $2, nextval('chat_id_seq'))
    ON CONFLICT DO NOTHING
    RETURNING
      chat_id
  ),
  created AS (
    INSERT INTO
      chat (id, owner_id, session_id, rag_enabled, title, chat_type, chat_metadata)
    SELECT
      chat_id,
      $1,
      $2,
      $3,
      $4,
      $5,
      $6
    FROM
      taken
    RETURNING
      id
  ),
  joined AS (
    INSERT INTO
      participant (chat_id, user_id, membership, took_part)
    SELECT
      id,
      user_id,
      '{(0,)}',
      user_id = $1
    FROM
      created
      CROSS JOIN unnest($7::text[]) user_id
  ),
  due AS (
    INSERT INTO
      webhook_due AS d (chat_id, due_seq, delivered_seq, due_since, next_try_at)
    SELECT
      id,
      0,
      0,
      now(),
      now()
    FROM
      created
    WHERE
      $8::boolean
  )
SELECT
  id
FROM
  created
