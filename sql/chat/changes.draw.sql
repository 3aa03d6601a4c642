SELECT
  date_trunc('milliseconds', clock_timestamp()) AS now,
  ARRAY(
    SELECT
      nextval('message_id_seq')
    FROM
      generate_series(
        1,
        $4::bigint + (
          SELECT
            coalesce(
              sum(
                CASE
                  WHEN c.chat_type = 'GROUP' THEN w.in_group
                  ELSE 0
                END + CASE
                  WHEN c.rag_enabled THEN w.in_rag
                  ELSE 0
                END
              ),
              0
            )::bigint
          FROM
            unnest($1::bigint[], $2::integer[], $3::integer[]) w (chat_id, in_group, in_rag)
            JOIN chat c ON c.id = w.chat_id
        )
      )
  ) AS ids
