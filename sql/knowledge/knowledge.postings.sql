WITH
  known AS MATERIALIZED (
    SELECT
      k.chat_id,
      k.first_id,
      k.next_id,
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
          AND p.message_id = ANY ($9::bigint[])
        UNION ALL
        SELECT
          generate_series(lower(r), upper(r) - 1)
        FROM
          forgotten_text o
          CROSS JOIN LATERAL unnest(o.passages) r
        WHERE
          o.chat_id = k.chat_id
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
  reading AS (
    SELECT DISTINCT
      CASE jsonb_typeof(l.value)
        WHEN 'number' THEN ''
        ELSE l.key
      END AS language,
      CASE jsonb_typeof(l.value)
        WHEN 'number' THEN l.key
        ELSE l.value ->> 'configuration'
      END AS configuration
    FROM
      known
      CROSS JOIN jsonb_each(known.languages) l
  ),
  form AS (
    SELECT
      r.language,
      a.word,
      a.weight,
      CASE r.language
        WHEN '' THEN ''
        ELSE r.language || ' '
      END || a.kind || t.lexeme AS term
    FROM
      reading r
      CROSS JOIN unnest($4::integer[], $5::float8[], $6::text[], $7::text[], $8::text[]) AS a (word, weight, kind, text, turkish)
      CROSS JOIN LATERAL (
        SELECT
          v.lexeme
        FROM
          unnest(
            to_tsvector(
              r.configuration::regconfig,
              CASE r.configuration
                WHEN 'turkish' THEN a.turkish
                ELSE a.text
              END
            )
          ) v
        WHERE
          a.kind <> '='
        UNION ALL
        SELECT
          a.text
        WHERE
          a.kind = '='
      ) t
    WHERE
      r.language <> ''
      OR a.kind = ''
  ),
  term AS MATERIALIZED (
    SELECT
      language,
      term,
      array_agg(word) AS words,
      array_agg(weight) AS weights
    FROM
      (
        SELECT
          language,
          word,
          term,
          max(weight) AS weight
        FROM
          form
        GROUP BY
          language,
          word,
          term
      ) f
    GROUP BY
      language,
      term
  )
SELECT
  chat_id,
  first_id,
  next_id,
  passage_count,
  total_length,
  languages,
  excluded,
  NULL AS term,
  NULL AS language,
  NULL::integer[] AS words,
  NULL::float8[] AS weights,
  NULL AS packed
FROM
  known
UNION ALL
SELECT
  f.chat_id,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  t.term,
  t.language,
  t.words,
  t.weights,
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
