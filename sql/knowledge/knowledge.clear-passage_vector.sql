WITH
  gone AS (
    DELETE FROM passage_vector
    WHERE
      ctid = ANY (
        ARRAY(
          SELECT
            ctid
          FROM
            passage_vector
          WHERE
            chat_id = $1
          LIMIT
            $2
        )
      )
    RETURNING
      1
  )
SELECT
  count(*)::integer AS deleted
FROM
  gone
