SELECT
  term,
  first_id,
  nth = $5 AS is_last,
  CASE
    WHEN is_touched THEN encode(packed, 'base64')
  END AS packed
FROM
  (
    SELECT
      term,
      first_id,
      packed,
      row_number() OVER (
        ORDER BY
          term,
          first_id
      ) AS nth,
      $4::int4multirange && int4range (
        first_id,
        first_id + 256 * get_byte(packed, octet_length(packed) - 4) + get_byte(packed, octet_length(packed) - 3),
        '[]'
      ) AS is_touched
    FROM
      (
        SELECT
          term,
          first_id,
          packed
        FROM
          posting
        WHERE
          chat_id = $1
          AND (term, first_id) > ($2, $3)
        ORDER BY
          term,
          first_id
        LIMIT
          $5::integer
      ) page
  ) numbered
WHERE
  is_touched
  OR nth = $5
ORDER BY
  nth
