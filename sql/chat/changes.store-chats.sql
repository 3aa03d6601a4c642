UPDATE chat c
SET
  last_seq = u.last_seq,
  change_seq = u.change_seq,
  message_count = u.message_count,
  title = u.title,
  title_message_id = u.title_message_id,
  status = u.status,
  deleted_seq = u.deleted_seq,
  deleted_at = CASE
    WHEN u.status = c.status THEN c.deleted_at
    WHEN u.status = 'DELETED' THEN $11::timestamptz
  END,
  last_message = coalesce(u.latest, c.last_message || u.preview, c.last_message),
  activity_at = CASE
    WHEN u.latest IS NULL THEN c.activity_at
    ELSE $11
  END,
  updated_at = $11
FROM
  unnest(
    $1::bigint[],
    $2::bigint[],
    $3::bigint[],
    $4::bigint[],
    $5::text[],
    $6::bigint[],
    $7::text[],
    $8::bigint[],
    $9::jsonb[],
    $10::jsonb[]
  ) u (
    id,
    last_seq,
    change_seq,
    message_count,
    title,
    title_message_id,
    status,
    deleted_seq,
    latest,
    preview
  )
WHERE
  c.id = u.id
