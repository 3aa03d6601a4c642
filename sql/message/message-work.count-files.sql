SELECT
  u.asker,
  (
    SELECT
      count(*)::integer
    FROM
      (
        SELECT
          1
        FROM
          message_work w
        WHERE
          w.kind = 'file'
          AND w.asker = u.asker
        LIMIT
          $2
      ) f
  ) AS files
FROM
  unnest($1::text[]) u (asker)
