WITH
  other AS MATERIALIZED (
    SELECT
      coalesce(
        (
          SELECT
            min(version)
          FROM
            knowledge
          WHERE
            chat_id <> ALL ($2::bigint[])
          HAVING
            min(version) < $1
        ),
        (
          SELECT
            max(version)
          FROM
            knowledge
          WHERE
            chat_id <> ALL ($2::bigint[])
          HAVING
            max(version) > $1
        )
      ) AS version
  )
SELECT
  k.chat_id
FROM
  knowledge k
WHERE
  k.version >= (
    SELECT
      version
    FROM
      other
  )
  AND k.version <= (
    SELECT
      version
    FROM
      other
  )
  AND k.chat_id <> ALL ($2::bigint[])
ORDER BY
  k.version
LIMIT
  1
FOR UPDATE OF
  k SKIP LOCKED
