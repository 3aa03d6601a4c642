import { unreadToSql } from '#libs/chat';
import { countsAsUnreadSql } from '../shown/counts-as-unread.js';

/** Part of a chat as one reader has it; every value is an SQL expression. */
interface PassedSql {
  readonly chatId: string;
  readonly chatType: string;
  readonly userId: string;
  readonly unreadAfter: string;
  readonly after: string;
  readonly upTo: string;
}

const limitSql = (most: number | undefined) => (most === undefined ? '' : `LIMIT ${most}`);

/**
 * Counts, as `unread`, messages between two ids that no watermark has made read, and that are unread to the reader. Looks
 * at `most` of them at most; `scanned` is how many it looked at.
 */
export const countUnreadSql = (
  { chatId, chatType, userId, unreadAfter, after, upTo }: PassedSql,
  most: number | undefined,
): string => `
  SELECT count(*) FILTER (WHERE ${countsAsUnreadSql(chatType)} AND m.status <> 'READ' AND ${unreadToSql(
    { userId, unreadAfter, readUpTo: after, hasMarkedRead: hasMarkedReadSql(userId) },
    {
      id: 'm.id',
      addressedId: 'coalesce(m.addressed_id, m.id)',
      senderId: `CASE WHEN ${chatType} = 'GROUP' THEN m.sender_id END`,
    },
  )}) AS unread, count(*) AS scanned
  FROM (
    SELECT * FROM message m WHERE m.chat_id = ${chatId} AND m.id > ${after} AND m.id <= ${upTo} ${limitSql(most)}
  ) m`;

const hasMarkedReadSql = (userId: string): string => `EXISTS (
        SELECT 1 FROM receipt r
        WHERE r.chat_id = m.chat_id AND r.message_id = m.id AND r.user_id = ${userId} AND r.status = 'READ')`;

interface SpanSql {
  readonly chatId: string;
  readonly userId: string;
  /** Where the watermark stood, and where it stands. */
  readonly delivered: readonly [string, string];
  readonly read: readonly [string, string];
}

/**
 * Selects messages, one perhaps twice, that a reader's watermarks pass in a way that cannot be told from the watermarks:
 * those with a mark by the reader, and those confirmed on the other side of the reader's coming or going. At most `most`.
 */
export const coveredMessagesSql = ({ chatId, userId, delivered, read }: SpanSql, most: number | undefined): string => `
  SELECT message_id FROM (
    SELECT r.message_id FROM receipt r WHERE r.chat_id = ${chatId} AND r.user_id = ${userId}
    UNION ALL
    SELECT m.id FROM message m JOIN participant p ON p.chat_id = m.chat_id AND p.user_id = ${userId}
    WHERE m.chat_id = ${chatId} AND m.addressed_id IS NOT NULL
      AND (p.membership @> m.addressed_id) <> (p.membership @> m.id)
  ) special
  WHERE message_id > ${delivered[0]} AND message_id <= ${delivered[1]}
    OR message_id > ${read[0]} AND message_id <= ${read[1]}
  ${limitSql(most)}`;
