WITH
  next AS MATERIALIZED (
    SELECT
      n.ctid AS place,
      n.chat_id,
      n.message_id
    FROM
      message_text_new n
    WHERE
      (n.chat_id, n.message_id) > ($1, $2)
    ORDER BY
      n.chat_id,
      n.message_id
    LIMIT
      500
    FOR UPDATE
      SKIP LOCKED
  ),
  sized AS MATERIALIZED (
    SELECT
      n.*,
      m.content,
      octet_length(m.content) AS size,
      sum(octet_length(m.content)) OVER (
        ORDER BY
          n.chat_id,
          n.message_id
      ) AS bytes
    FROM
      next n
      LEFT JOIN message m ON m.chat_id = n.chat_id
      AND m.id = n.message_id
  ),
  fitting AS MATERIALIZED (
    SELECT
      *
    FROM
      sized
    WHERE
      size IS NULL
      OR bytes <= 1048576
      OR bytes = size
  ),
  moved AS (
    INSERT INTO
      message_text (chat_id, message_id, folded)
    SELECT
      chat_id,
      message_id,
      translate(lower(left(content, 32768)), 'ς', 'σ')
    FROM
      fitting
    WHERE
      content IS NOT NULL
    ON CONFLICT DO NOTHING
  ),
  gone AS (
    DELETE FROM message_text_new n
    WHERE
      n.ctid = ANY (
        ARRAY(
          SELECT
            place
          FROM
            fitting
        )
      )
  )
SELECT
  chat_id,
  message_id,
  (
    SELECT
      count(*)
    FROM
      next
  ) = 500
  OR (
    SELECT
      count(*)
    FROM
      next
  ) > (
    SELECT
      count(*)
    FROM
      fitting
  ) AS is_more
FROM
  fitting
ORDER BY
  chat_id DESC,
  message_id DESC
LIMIT
  1
