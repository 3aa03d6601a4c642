INSERT INTO
  participant (chat_id, user_id, membership, seen_count, change_seq)
SELECT
  $1,
  user_id,
  int8multirange (int8range ($3, NULL, '()')),
  $4,
  $5
FROM
  unnest($2::text[]) user_id
ON CONFLICT (chat_id, user_id) DO UPDATE
SET
  membership = participant.membership + EXCLUDED.membership,
  seen_count = EXCLUDED.seen_count,
  change_seq = EXCLUDED.change_seq,
  took_part = false
