SELECT
  EXISTS (
    SELECT
      1
    FROM
      pg_extension
    WHERE
      extname = 'vector'
  ) AS extension,
  EXISTS (
    SELECT
      1
    FROM
      pg_attribute
    WHERE
      attrelid = 'passage_vector'::regclass
      AND attname = 'embedding'
      AND NOT attisdropped
  ) AS "column"
