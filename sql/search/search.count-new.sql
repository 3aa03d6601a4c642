SELECT
  count(*)::integer AS count
FROM
  (
    SELECT
      1
    FROM
      message_text_new
    LIMIT
      10000
  ) n
