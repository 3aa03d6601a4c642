WITH
  done AS (
    DELETE FROM forgotten_text
    WHERE
      chat_id = $1
      AND id = ANY ($2::uuid[])
    RETURNING
      passages,
      language,
      length
  ),
  range AS MATERIALIZED (
    SELECT
      language,
      lower(r) AS first_id,
      upper(r) AS end_id
    FROM
      done
      CROSS JOIN LATERAL unnest(passages) r
  ),
  vectors AS (
    DELETE FROM passage_vector v USING range r
    WHERE
      v.chat_id = $1
      AND v.passage_id >= r.first_id
      AND v.passage_id < r.end_id
  ),
  lost AS MATERIALIZED (
    SELECT
      language,
      sum(
        (
          SELECT
            sum(upper(r) - lower(r))
          FROM
            unnest(passages) r
        )
      ) AS passages,
      sum(length) AS length,
      bool_or(length IS NULL) AS is_unknown
    FROM
      done
    WHERE
      passages <> '{}'
    GROUP BY
      language
  )
UPDATE knowledge
SET
  passage_count = passage_count - (
    SELECT
      coalesce(sum(passages), 0)
    FROM
      lost
  ),
  total_length = total_length - (
    SELECT
      coalesce(sum(length), 0)
    FROM
      lost
  ),
  languages = coalesce(
    (
      SELECT
        jsonb_object_agg(
          l.key,
          l.value || CASE
            WHEN lost.language IS NULL THEN '{}'
            ELSE jsonb_build_object(
              'passages',
              (l.value ->> 'passages')::integer - lost.passages,
              'length',
              (l.value ->> 'length')::bigint - coalesce(lost.length, 0)
            )
          END
        )
      FROM
        jsonb_each(languages) l
        LEFT JOIN lost ON lost.language = l.key
      WHERE
        lost.language IS NULL
        OR (l.value ->> 'passages')::integer > lost.passages
    ),
    '{}'
  ),
  version = CASE
    WHEN (
      SELECT
        bool_or(is_unknown)
      FROM
        lost
    ) THEN 0
    ELSE version
  END
WHERE
  chat_id = $1
  AND EXISTS (
    SELECT
      1
    FROM
      lost
  )
