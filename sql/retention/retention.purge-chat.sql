DELETE FROM chat
WHERE
  id = $1
