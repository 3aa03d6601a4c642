WITH
  fresh AS MATERIALIZED (
    SELECT
      ($2::integer + nth - 1)::integer AS id,
      message_id,
      source,
      start_at,
      end_at,
      text,
      heading,
      header,
      language,
      configuration,
      words,
      folded,
      names
    FROM
      unnest(
        $3::bigint[],
        $4::text[],
        $5::integer[],
        $6::integer[],
        $7::text[],
        $8::text[],
        $9::text[],
        $10::text[],
        $11::text[],
        $12::text[],
        $13::text[],
        $14::text[]
      ) WITH ORDINALITY AS f (
        message_id,
        source,
        start_at,
        end_at,
        text,
        heading,
        header,
        language,
        configuration,
        words,
        folded,
        names,
        nth
      )
  ),
  word AS MATERIALIZED (
    SELECT
      f.id,
      f.language,
      t.lexeme AS term,
      least(cardinality(t.positions), 255) AS occurrences
    FROM
      fresh f
      CROSS JOIN LATERAL unnest(to_tsvector(f.configuration::regconfig, f.words)) t
    WHERE
      octet_length(t.lexeme) <= 64
  ),
  measured AS MATERIALIZED (
    SELECT
      id,
      least(sum(occurrences), 255)::integer AS length
    FROM
      word
    GROUP BY
      id
  ),
  stored AS (
    INSERT INTO
      passage (chat_id, id, message_id, source, start_at, end_at, text, heading, header, language, length)
    SELECT
      $1::bigint,
      id,
      message_id,
      source,
      start_at,
      end_at,
      text,
      heading,
      header,
      language,
      coalesce(length, 0)
    FROM
      fresh
      LEFT JOIN measured USING (id)
  ),
  occurrence AS MATERIALIZED (
    SELECT
      id,
      (language || ' ' || term) COLLATE "C" AS term,
      occurrences
    FROM
      word
    UNION ALL
    SELECT
      f.id,
      f.language || ' ~' || t.lexeme,
      least(cardinality(t.positions), 255)
    FROM
      fresh f
      CROSS JOIN LATERAL unnest(to_tsvector(f.configuration::regconfig, f.folded)) t
    WHERE
      f.folded <> ''
      AND octet_length(t.lexeme) <= 64
    UNION ALL
    SELECT
      f.id,
      f.language || ' =' || n.name,
      least(count(*), 255)
    FROM
      fresh f
      CROSS JOIN LATERAL string_to_table(f.names, ' ') n (name)
    WHERE
      f.names <> ''
    GROUP BY
      f.id,
      f.language,
      n.name
  ),
  placed AS (
    -- The term's latest block goes on while it has room. In the index' order, in which it is read a fifth faster.
    SELECT
      g.term,
      coalesce(latest.first_id, g.least_id) AS first_id
    FROM
      (
        SELECT
          term,
          min(id) AS least_id,
          max(id) AS greatest_id
        FROM
          occurrence
        GROUP BY
          term
        ORDER BY
          term
      ) g
      LEFT JOIN LATERAL (
        SELECT
          first_id,
          octet_length(packed) AS bytes
        FROM
          posting p
        WHERE
          p.chat_id = $1::bigint
          AND p.term = g.term
        ORDER BY
          p.first_id DESC
        LIMIT
          1
      ) latest ON latest.bytes < 2000
      AND g.greatest_id - latest.first_id < 65536
  ),
  posted AS (
    INSERT INTO
      posting AS p (chat_id, term, first_id, packed)
    SELECT
      $1::bigint,
      o.term,
      b.first_id,
      string_agg(
        substring(
          int8send ((o.id - b.first_id)::bigint * 65536 + (o.occurrences) * 256 + (coalesce(m.length, 1)))
          FROM
            5
        ),
        ''::bytea
        ORDER BY
          o.id
      )
    FROM
      occurrence o
      LEFT JOIN measured m USING (id)
      JOIN placed b USING (term)
    GROUP BY
      o.term,
      b.first_id
    ON CONFLICT (chat_id, term, first_id) DO UPDATE
    SET
      packed = p.packed || excluded.packed
    RETURNING
      p.xmax = 0 AS is_new
  )
UPDATE knowledge
SET
  next_id = $2::integer + (
    SELECT
      count(*)
    FROM
      fresh
  ),
  passage_count = passage_count + (
    SELECT
      count(*)
    FROM
      fresh
  ),
  total_length = total_length + (
    SELECT
      coalesce(sum(length), 0)
    FROM
      measured
  ),
  languages = languages || (
    SELECT
      jsonb_object_agg(
        language,
        jsonb_build_object(
          'passages',
          coalesce((languages -> language ->> 'passages')::integer, 0) + passages,
          'length',
          coalesce((languages -> language ->> 'length')::bigint, 0) + length,
          'configuration',
          configuration
        )
      )
    FROM
      (
        SELECT
          language,
          max(configuration) AS configuration,
          count(*) AS passages,
          coalesce(sum(length), 0) AS length
        FROM
          fresh
          LEFT JOIN measured USING (id)
        GROUP BY
          language
      ) l
  )
WHERE
  chat_id = $1
RETURNING
  (
    SELECT
      count(*) FILTER (
        WHERE
          is_new
      )
    FROM
      posted
  )::integer AS terms
