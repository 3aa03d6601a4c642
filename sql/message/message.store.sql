UPDATE message m
SET
  change_seq = u.change_seq,
  status = u.status,
  content = coalesce(u.content, m.content),
  message_metadata = CASE
    WHEN u.has_metadata THEN u.message_metadata
    ELSE m.message_metadata
  END,
  reply_count = u.reply_count,
  reactions = coalesce(u.reactions, m.reactions),
  recipients = u.recipients,
  addressed_id = u.addressed_id,
  updated_at = $12
FROM
  unnest(
    $1::bigint[],
    $2::bigint[],
    $3::bigint[],
    $4::text[],
    $5::text[],
    $6::boolean[],
    $7::json[],
    $8::integer[],
    $9::jsonb[],
    $10::integer[],
    $11::bigint[]
  ) u (
    chat_id,
    id,
    change_seq,
    status,
    content,
    has_metadata,
    message_metadata,
    reply_count,
    reactions,
    recipients,
    addressed_id
  )
WHERE
  m.chat_id = u.chat_id
  AND m.id = u.id
