WITH
  gone AS (
    DELETE FROM passage
    WHERE
      ctid = ANY (
        ARRAY(
          SELECT
            ctid
          FROM
            passage
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
