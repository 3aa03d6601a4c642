/**
 * The chat's part of the one statement that sends messages (see message's `send-statement.ts`, which defines
 * `admitted` and `numbered`). Each fragment computes only from rows that it locks or updates itself: a statement
 * that waited for a lock still sees every other table as it was before it waited.
 */

/** In id order, so that two batches never wait for each other in a circle. */
export const LOCKED_CHATS = `
  SELECT c.id FROM chat c WHERE c.id IN (SELECT chat_id FROM admitted) ORDER BY c.id FOR NO KEY UPDATE`;

/**
 * Numbers the messages of each chat; one that does not raise the number belongs to the change before it. Nothing happens in a chat whose title, status or membership has changed since
 * the statement's snapshot (`seen_change_seq`): what was admitted may no longer hold, and the sender must look again.
 */
export const RAISED_CHATS = `
  UPDATE chat c SET
    last_seq = c.last_seq + n.sends,
    message_count = c.message_count + n.counted,
    title = coalesce(c.title, n.title),
    change_seq = CASE WHEN c.title IS NULL AND n.title IS NOT NULL THEN c.last_seq + n.title_nth ELSE c.change_seq END,
    last_message = n.preview,
    activity_at = n.sent_at,
    updated_at = n.sent_at
  FROM (
    SELECT chat_id, count(*) FILTER (WHERE raises) AS sends, count(*) FILTER (WHERE counts) AS counted, min(seen_change_seq) AS seen_change_seq,
      min(nth) FILTER (WHERE title IS NOT NULL) AS title_nth,
      (array_agg(title ORDER BY nth) FILTER (WHERE title IS NOT NULL))[1] AS title,
      (array_agg(jsonb_build_object('id', id, 'sender_id', sender_id, 'is_user', is_user, 'message_type', message_type,
        'status', status, 'content', left(content, 201),
        'created_at', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY nth_sent DESC))[1] AS preview,
      max(created_at) AS sent_at
    FROM numbered GROUP BY chat_id
  ) n
  WHERE c.id = n.chat_id AND c.status = 'ACTIVE' AND c.change_seq = n.seen_change_seq
  RETURNING c.id AS chat_id, c.last_seq - n.sends AS seq_before, c.change_seq AS chat_seq`;

/** One's own messages are never unread; whoever sends one takes part. */
export const SEEN_BY_SENDERS = `
  UPDATE participant p SET seen_count = p.seen_count + s.sent, took_part = true
  FROM (
    SELECT chat_id, n.sender_id, count(*) FILTER (WHERE n.counts) AS sent FROM numbered n JOIN raised USING (chat_id)
    WHERE n.chat_type = 'GROUP' GROUP BY chat_id, n.sender_id
  ) s
  WHERE p.chat_id = s.chat_id AND p.user_id = s.sender_id AND (s.sent > 0 OR NOT p.took_part)`;
