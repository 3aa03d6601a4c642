import type { Statement } from '#libs/database';
import { changeText, IS_ADDRESSED } from './message-change.js';

/** A reader's word about a message. */
export interface Mark {
  readonly messageId: number;
  readonly userId: string;
  readonly status: 'DELIVERED' | 'READ';
}

/** Marks one message: as received or read by a recipient in a GROUP, or itself in a chat of one. See {@link changeText}. */
export function markStatement({ messageId, userId, status }: Mark): Statement {
  return { name: 'message.mark', text: TEXT, values: [messageId, userId, status] };
}

/** What a message is shown as when a recipient's mark is added to it. */
export const furtherStatus = (table: string): string =>
  `CASE WHEN 'READ' IN ($3, ${table}.status) THEN 'READ' ELSE $3 END`;

const IS_GROUP = `c.chat_type = 'GROUP'`;

const TEXT = changeText({
  joins: `LEFT JOIN receipt r ON r.chat_id = m.chat_id AND r.message_id = m.id AND r.user_id = $2
  CROSS JOIN LATERAL (
    SELECT ${IS_ADDRESSED} AS is_addressed, CASE WHEN ${IS_GROUP} THEN coalesce(r.status, 'SENT') ELSE m.status END AS mark
  ) mine
  CROSS JOIN LATERAL (
    SELECT mine.mark = 'READ' OR mine.is_addressed AND p.read_up_to >= m.id AS is_read,
      mine.mark <> 'SENT' OR mine.is_addressed AND p.delivered_up_to >= m.id AS is_received
  ) already`,
  isDue: `(NOT ${IS_GROUP} OR mine.is_addressed) AND NOT already.is_read AND ($3 = 'READ' OR NOT already.is_received)`,
  columns: [
    `(${IS_GROUP} AND NOT already.is_received)::int AS receives`,
    `(${IS_GROUP} AND $3 = 'READ')::int AS reads`,
    `$3 = 'READ' AND m.message_type <> 'SYSTEM' AND CASE WHEN ${IS_GROUP}
      THEN coalesce(m.addressed_id, m.id) > (SELECT max(lower(stay)) - 1 FROM unnest(p.membership) stay)
      ELSE NOT m.is_user END AS counts`,
  ],
  isPlain: 'true',
  chat: `, last_message = CASE WHEN (c.last_message->>'id')::bigint = $1
    THEN c.last_message || jsonb_build_object('status', ${furtherStatus('locked')}) ELSE c.last_message END`,
  writes: {
    marked: `
  INSERT INTO receipt (chat_id, message_id, user_id, status)
  SELECT chat_id, id, $2, $3 FROM locked WHERE chat_type = 'GROUP'
  ON CONFLICT (chat_id, message_id, user_id) DO UPDATE SET status = EXCLUDED.status`,
    counted: `
  UPDATE participant p SET seen_count = p.seen_count + (locked.counts IS TRUE)::int, took_part = true FROM locked
  WHERE p.chat_id = (SELECT chat_id FROM locked) AND p.user_id = $2 AND (locked.counts OR NOT p.took_part)`,
    changed: `
  UPDATE message m SET change_seq = locked.seq, updated_at = clock_timestamp(),
    status = CASE WHEN locked.chat_type = 'GROUP' THEN m.status ELSE $3 END
  FROM locked WHERE m.chat_id = locked.chat_id AND m.id = $1 RETURNING locked.seq, m.updated_at`,
  },
  shown: {
    change_seq: 'changed.seq',
    updated_at: 'changed.updated_at',
    status: furtherStatus('seen'),
    delivered: 'seen.delivered + seen.receives',
    read: 'seen.read + seen.reads',
  },
});
