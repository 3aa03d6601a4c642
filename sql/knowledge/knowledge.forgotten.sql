SELECT
  array_agg(DISTINCT f.id::text) AS rows,
  term,
  "firstId",
  coalesce(range_agg(r), '{}')::text AS passages,
  coalesce(
    array_agg(p.id) FILTER (
      WHERE
        p.id IS NOT NULL
    ),
    '{}'
  ) AS ids
FROM
  (
    SELECT
      id,
      passages,
      reached_term AS term,
      reached_id AS "firstId",
      sum(size) OVER w - size AS before
    FROM
      (
        SELECT
          *,
          (
            SELECT
              coalesce(sum(upper(r) - lower(r)), 0)
            FROM
              unnest(passages) r
          ) AS size
        FROM
          (
            SELECT
              *
            FROM
              forgotten_text
            WHERE
              chat_id = $1
              AND (reached_term, reached_id) = (
                SELECT
                  reached_term,
                  reached_id
                FROM
                  forgotten_text
                WHERE
                  chat_id = $1
                  AND reached_term IS NOT NULL
                ORDER BY
                  reached_term DESC,
                  reached_id DESC
                LIMIT
                  1
              )
            LIMIT
              $2
          ) l
      ) m
    WINDOW
      w AS (
        ORDER BY
          message_id,
          id
      )
  ) f
  LEFT JOIN LATERAL unnest(passages) r ON true
  LEFT JOIN LATERAL generate_series(lower(r), upper(r) - 1) p (id) ON true
WHERE
  before < $3
GROUP BY
  term,
  "firstId"
