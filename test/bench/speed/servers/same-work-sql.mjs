// The SQL of the same work: our schema, and rows that make our answers. What reads is the product's own; what writes is
// one statement a request, for messages without a key or a parent in chats of one, which W1 to W8 are about.
import { chatViewSql } from '../../../../dist/libs/chat/src/shown/chat-view.js';
import { listStatement } from '../../../../dist/libs/chat/src/rows/chat-list.js';
import { pageStatement } from '../../../../dist/libs/message/src/read/page-statement.js';

export const page = (userId, chatId, limit, before) =>
  pageStatement({ userId, chatId, filters: {}, anchor: { walk: 'older', before }, limit });

export const chats = (userId, limit) => listStatement({ userId, filters: {}, after: undefined, limit });

export const chat = (userId, chatId) => ({
  name: 'chat.get',
  text: `${chatViewSql('$2', 'chat')} WHERE c.id = $1 AND upper_inf(me.membership)`,
  values: [chatId, userId],
});

const isThere = (user, chatId) =>
  `(SELECT upper_inf(p.membership) FROM participant p WHERE p.chat_id = ${chatId} AND p.user_id = ${user})`;

const STORED = `m.id, m.chat_id, m.sender_id, m.content, m.is_user, m.message_type, m.message_metadata, m.reply_count,
  m.reactions, m.change_seq, m.created_at, m.updated_at`;

/** Of a chat of one, where nobody but its owner can have read it. */
const STATUS = `CASE WHEN m.status IN ('SENDING', 'FAILED', 'READ') OR m.is_user THEN m.status
  WHEN p.read_up_to >= m.id THEN 'READ' WHEN p.delivered_up_to >= m.id THEN 'DELIVERED' ELSE m.status END AS status`;

const SEND = `
WITH locked AS (
  SELECT id FROM chat WHERE id = $1 AND status = 'ACTIVE' AND chat_type = 'PERSONAL' AND NOT rag_enabled
    AND ${isThere('$2', 'chat.id')} FOR NO KEY UPDATE
), drawn AS (
  -- Under the lock: within a chat, ids are in commit order.
  SELECT id AS chat_id, nextval('message_id_seq') AS id, date_trunc('milliseconds', clock_timestamp()) AS at FROM locked
), raised AS (
  UPDATE chat c SET last_seq = last_seq + 1, message_count = message_count + (NOT $4::boolean)::int,
    title = coalesce(title, left($3::text, 50)), change_seq = CASE WHEN title IS NULL THEN last_seq + 1 ELSE change_seq END,
    last_message = jsonb_build_object('id', drawn.id, 'sender_id', $2::text, 'is_user', $4::boolean, 'message_type', $5::text,
      'status', 'SENT', 'content', left($3, 201),
      'created_at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
    activity_at = at, updated_at = at
  FROM drawn WHERE c.id = drawn.chat_id RETURNING c.id, c.last_seq
), stored AS (
  INSERT INTO message AS m (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, request_hash,
    created_at, updated_at)
  SELECT drawn.chat_id, drawn.id, raised.last_seq, $2, $4, $5, 'SENT', $3, $6::bytea, at, at FROM drawn CROSS JOIN raised
  RETURNING ${STORED}, m.status
), texts AS (
  INSERT INTO message_text (chat_id, message_id, folded) SELECT chat_id, id, lower(left($3, 32768)) FROM drawn
)
SELECT * FROM stored`;

export const send = (userId, chatId, { content, is_user: isUser = true, message_type: type = 'TEXT' }, hash) => ({
  name: 'send',
  text: SEND,
  values: [chatId, userId, content, isUser, type, hash],
});

/** Locks the chat of message $1 for its owner $2, and says which message; `isDue`, whether it would change. */
const changing = (isDue) => `
WITH locked AS (
  SELECT c.id AS chat_id, m.id, c.last_seq + 1 AS seq, m.is_user FROM message m JOIN chat c ON c.id = m.chat_id
  WHERE m.id = $1 AND c.status <> 'DELETED' AND c.chat_type = 'PERSONAL' AND ${isThere('$2', 'c.id')} AND ${isDue}
  FOR NO KEY UPDATE OF c
), raised AS (
  UPDATE chat c SET last_seq = c.last_seq + 1, updated_at = clock_timestamp(),
    last_message = CASE WHEN (c.last_message->>'id')::bigint = $1 AND $4::text IS NOT NULL
      THEN c.last_message || jsonb_build_object('status', $4::text) ELSE c.last_message END
  FROM locked WHERE c.id = locked.chat_id
), `;

const shown = (set) => `changed AS (
  UPDATE message m SET change_seq = locked.seq, updated_at = clock_timestamp(), ${set}
  FROM locked WHERE m.chat_id = locked.chat_id AND m.id = locked.id RETURNING m.*
)
SELECT ${STORED}, ${STATUS} FROM changed m JOIN participant p ON p.chat_id = m.chat_id AND p.user_id = $2`;

const MARK = `${changing(`(m.status = 'SENT' OR m.status = 'DELIVERED' AND $3 = 'READ')`)}counted AS (
  UPDATE participant p SET seen_count = seen_count + ($3 = 'READ' AND NOT locked.is_user)::int, took_part = true
  FROM locked WHERE p.chat_id = locked.chat_id AND p.user_id = $2 AND (NOT took_part OR $3 = 'READ' AND NOT locked.is_user)
), ${shown('status = $3')}`;

export const mark = (userId, messageId, status) => ({
  name: 'mark',
  text: MARK,
  values: [messageId, userId, status, status],
});

const REACT = `${changing(`NOT EXISTS (
    SELECT 1 FROM message_reaction r
    WHERE r.chat_id = m.chat_id AND r.message_id = m.id AND r.reaction = $3 AND r.user_id = $2)`)}added AS (
  INSERT INTO message_reaction (chat_id, message_id, user_id, reaction, seq) SELECT chat_id, id, $2, $3, seq FROM locked
), joined AS (
  UPDATE participant p SET took_part = true FROM locked
  WHERE p.chat_id = locked.chat_id AND p.user_id = $2 AND NOT took_part
), ${shown(`reactions = jsonb_set(m.reactions, ARRAY[$3::text], jsonb_build_object(
    'count', coalesce((m.reactions->$3::text->>'count')::int, 0) + 1,
    'user_ids', coalesce(m.reactions->$3::text->'user_ids', '[]') || to_jsonb($2::text)))`)}`;

export const react = (userId, messageId, reaction) => ({
  name: 'react',
  text: REACT,
  values: [messageId, userId, reaction, null],
});

/** What is shown where nothing was left to change. */
export const message = (userId, messageId) => ({
  name: 'message',
  text: `SELECT ${STORED}, ${STATUS} FROM message m JOIN chat c ON c.id = m.chat_id AND c.status <> 'DELETED'
    JOIN participant p ON p.chat_id = c.id AND p.user_id = $2 AND upper_inf(p.membership) WHERE m.id = $1`,
  values: [messageId, userId],
});
