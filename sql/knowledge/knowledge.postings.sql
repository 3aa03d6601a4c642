WITH
  known AS MATERIALIZED (
    SELECT
      k.chat_id,
      k.passage_count,
      k.total_length,
      k.languages,
      ARRAY(
        SELECT
          p.id
        FROM
          passage p
        WHERE
          p.chat_id = k.chat_id
          AND p.message_id = ANY ($7::bigint[])
      ) AS excluded
    FROM
      knowledge k
      JOIN chat c ON c.id = k.chat_id
    WHERE
      k.chat_id = ANY (ARRAY[$2::bigint])
      AND k.passage_count > 0
      AND (
        c.status <> 'DELETED'
        AND (
          $1::text IS NULL
          OR EXISTS (
            SELECT
              1
            FROM
              participant v
            WHERE
              v.chat_id = c.id
              AND v.user_id = $1
              AND upper_inf(v.membership)
          )
        )
        AND CASE
          WHEN $3::boolean THEN c.owner_id = (
            SELECT
              o.owner_id
            FROM
              chat o
            WHERE
              o.id = $2::bigint
              AND (
                $1::text IS NULL
                OR o.owner_id = $1
              )
          )
          ELSE c.id = $2::bigint
        END
      )
  ),
  occurrence AS MATERIALIZED (
    SELECT
      l.nth,
      t.lexeme AS term,
      max(cardinality(t.positions) * l.weight) AS weight
    FROM
      unnest($4::float8[], $5::text[], $6::text[]) WITH ORDINALITY AS l (weight, matching, turkish, nth)
      CROSS JOIN (
        SELECT DISTINCT
          jsonb_object_keys(languages) AS language
        FROM
          known
      ) k
      CROSS JOIN LATERAL unnest(
        to_tsvector(
          k.language::regconfig,
          CASE k.language
            WHEN 'turkish' THEN l.turkish
            ELSE l.matching
          END
        )
      ) t
    GROUP BY
      l.nth,
      t.lexeme
  ),
  term AS MATERIALIZED (
    SELECT
      term,
      sum(weight) AS weight
    FROM
      occurrence
    GROUP BY
      term
    ORDER BY
      weight DESC,
      length(term) DESC,
      term
    LIMIT
      128
  )
SELECT
  chat_id,
  passage_count,
  total_length,
  excluded,
  NULL AS term,
  NULL::float8 AS weight,
  NULL AS packed
FROM
  known
UNION ALL
SELECT
  f.chat_id,
  NULL,
  NULL,
  NULL,
  t.term,
  t.weight,
  f.packed
FROM
  term t
  CROSS JOIN LATERAL (
    SELECT
      p.chat_id,
      encode(
        string_agg(int4send (p.first_id) || int4send (octet_length(p.packed)) || p.packed, ''::bytea),
        'base64'
      ) AS packed
    FROM
      posting p
    WHERE
      p.chat_id = ANY (
        ARRAY(
          SELECT
            chat_id
          FROM
            known
        )
      )
      AND p.term = t.term COLLATE "C"
    GROUP BY
      p.chat_id
  ) f
