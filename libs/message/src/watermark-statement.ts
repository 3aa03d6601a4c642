import { AWAY, UNREAD_AFTER, type WatermarkView } from '#libs/chat';
import type { Statement } from '#libs/database';
import { furtherStatus, type Mark } from './mark-statement.js';
import { type ChangedMessage, changeText, IS_ADDRESSED } from './message-change.js';
import { countUnread, coveredMessages } from './passed-sql.js';

/** The message up to which was marked, and how far the reader has come. */
export type PassedMessage = ChangedMessage & Omit<WatermarkView, 'user_id'>;

/**
 * Moves a reader's watermark to a message. See {@link changeText}; it does not decide about the reader's own question in
 * a chat of one, nor when the watermark passes messages that change with it.
 */
export function watermarkStatement({ messageId, userId, status }: Mark): Statement {
  return { name: 'message.mark-up-to', text: TEXT, values: [messageId, userId, status] };
}

const COVERED = coveredMessages({
  chatId: 'm.chat_id',
  userId: '$2',
  delivered: ['p.delivered_up_to', 'moved.delivered_up_to'],
  read: ['p.read_up_to', 'moved.read_up_to'],
});

const unread = (after: string, upTo: string) =>
  countUnread({
    chatId: 'locked.chat_id',
    chatType: 'locked.chat_type',
    userId: '$2',
    unreadAfter: 'locked.unread_after',
    after,
    upTo,
  });

/** Of what the watermark passes and what remains beyond it, the nearer is counted. */
const SEEN_COUNT = `CASE WHEN locked.read_up_to = p.read_up_to THEN p.seen_count
    WHEN locked.last_id - locked.read_up_to < locked.read_up_to - p.read_up_to
      THEN locked.message_count - (${unread('locked.read_up_to', 'locked.last_id')})
    ELSE p.seen_count + (${unread('p.read_up_to', 'locked.read_up_to')}) END`;

const TEXT = changeText({
  joins: `CROSS JOIN LATERAL (
    SELECT greatest(p.delivered_up_to, m.id) AS delivered_up_to,
      CASE WHEN $3 = 'READ' THEN greatest(p.read_up_to, m.id) ELSE p.read_up_to END AS read_up_to
  ) moved`,
  isDue: 'moved.delivered_up_to > p.delivered_up_to OR moved.read_up_to > p.read_up_to',
  columns: [
    `moved.delivered_up_to, moved.read_up_to, ${AWAY}, ${UNREAD_AFTER}`,
    `c.message_count, coalesce((c.last_message->>'id')::bigint, moved.read_up_to) AS last_id`,
    `(${IS_ADDRESSED} AND p.delivered_up_to < m.id)::int AS receives`,
    `(${IS_ADDRESSED} AND p.read_up_to < m.id AND $3 = 'READ')::int AS reads`,
  ],
  isPlain: `(c.chat_type = 'GROUP' OR NOT m.is_user) AND NOT EXISTS (${COVERED})`,
  writes: {
    changed: `
  UPDATE participant p SET delivered_up_to = locked.delivered_up_to, read_up_to = locked.read_up_to,
    change_seq = locked.seq, took_part = true, seen_count = ${SEEN_COUNT}
  FROM locked WHERE p.chat_id = (SELECT chat_id FROM locked) AND p.user_id = $2 RETURNING locked.seq`,
  },
  shown: {
    status: `CASE WHEN seen.receives + seen.reads > 0 THEN ${furtherStatus('seen')} ELSE seen.status END`,
    delivered: 'seen.delivered + seen.receives',
    read: 'seen.read + seen.reads',
  },
  answer: ['seen.delivered_up_to, seen.read_up_to, seen.away'],
});
