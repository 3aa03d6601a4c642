// What the baseline of marks and reactions does: one statement changes the rows and shows the message. It knows neither
// limits nor unread counts, and of two changes at the same time it may show and keep less than both.
import { reached, SHOWN_COLUMNS } from '../../dist/libs/message/src/message-view.js';

const raised = `
WITH raised AS (
  UPDATE chat c SET last_seq = last_seq + 1, updated_at = clock_timestamp() FROM message m
  WHERE m.id = $1 AND c.id = m.chat_id AND c.status <> 'DELETED'
    AND (SELECT upper_inf(p.membership) FROM participant p WHERE p.chat_id = c.id AND p.user_id = $2)
  RETURNING c.id, c.last_seq, c.chat_type
)`;

export const WATERMARK = `${raised}, moved AS (
  UPDATE participant p SET delivered_up_to = greatest(delivered_up_to, $1), read_up_to = greatest(read_up_to, $1),
    change_seq = raised.last_seq
  FROM raised WHERE p.chat_id = raised.id AND p.user_id = $2 RETURNING p.*
)
SELECT ${SHOWN_COLUMNS} FROM raised JOIN message m ON m.chat_id = raised.id AND m.id = $1 ${reached('raised.chat_type', 'moved')}`;

const changed = (set) => `changed AS (
  UPDATE message m SET change_seq = raised.last_seq, updated_at = clock_timestamp(), ${set}
  FROM raised WHERE m.chat_id = raised.id AND m.id = $1 RETURNING m.*
)
SELECT ${SHOWN_COLUMNS} FROM raised CROSS JOIN changed m ${reached('raised.chat_type')}`;

export const MARK = `${raised}, counted AS (
  UPDATE participant p SET seen_count = seen_count + 1 FROM raised WHERE p.chat_id = raised.id AND p.user_id = $2
), ${changed(`status = 'READ'`)}`;

export const REACTION = `${raised}, added AS (
  INSERT INTO message_reaction (chat_id, message_id, user_id, reaction, seq) SELECT id, $1, $2, $3, last_seq FROM raised
), ${changed(`reactions = jsonb_set(m.reactions, ARRAY[$3], jsonb_build_object(
    'count', coalesce((m.reactions->$3->>'count')::int, 0) + 1,
    'user_ids', coalesce(m.reactions->$3->'user_ids', '[]') || to_jsonb($2::text)))`)}`;
