WITH
  gone AS (
    DELETE FROM posting
    WHERE
      ctid = ANY (
        ARRAY(
          SELECT
            ctid
          FROM
            posting
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
