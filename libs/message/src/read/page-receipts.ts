import { marksOnSql } from '../shown/message-view.js';

const ADDRESSED = 'coalesce(m.addressed_id, m.id)';

/**
 * Who has received and read the messages of a page: the same as `reached` says of one message, but each participant is
 * looked at once, not once for each message. Whose stay in the chat is the same, as far as the page goes, are one row,
 * with their watermarks in order: how many of these reach a message is a look into the array.
 *
 * @param chat SQL: the id of the chat
 * @returns tables for WITH, after `page`, whose rows have the columns of a message
 */
export const pageReceiptsSql = (chat: string): string => `
  span AS MATERIALIZED (
    SELECT min(id) AS first, int8range(min(id), max(coalesce(addressed_id, id)), '[]') AS ids FROM page
  ), stays AS MATERIALIZED (
    SELECT stay, array_agg(delivered_up_to ORDER BY delivered_up_to) AS delivered,
      array_agg(read_up_to ORDER BY read_up_to) AS read
    FROM (
      SELECT p.delivered_up_to, p.read_up_to, CASE WHEN p.membership @> span.ids THEN int8multirange(span.ids)
          ELSE p.membership * int8multirange(span.ids) END AS stay
      FROM span JOIN participant p ON p.chat_id = ${chat} AND p.delivered_up_to >= span.first
    ) reader GROUP BY stay
  ), senders AS MATERIALIZED (
    SELECT * FROM participant WHERE chat_id = ${chat} AND user_id = ANY (ARRAY(SELECT DISTINCT sender_id FROM page))
  )`;

/** Joins what {@link pageReceiptsSql} say of message `m`, in a chat of type `chatType`, as `reached`. */
export const reachedInPageSql = (chatType: string): string => `
  LEFT JOIN senders own ON ${chatType} = 'GROUP' AND own.user_id = m.sender_id
  CROSS JOIN LATERAL (
    -- Their own messages are not addressed to those who sent them.
    SELECT passed.delivered - ${isOwnBeyondSql('own.delivered_up_to')} + marked.delivered AS delivered,
      passed.read - ${isOwnBeyondSql('own.read_up_to')} + marked.read AS read
    FROM (
      SELECT coalesce(sum(${beyondSql('s.delivered')}), 0) AS delivered, coalesce(sum(${beyondSql('s.read')}), 0) AS read
      FROM stays s WHERE s.stay @> ${ADDRESSED} AND (${chatType} = 'GROUP' OR NOT m.is_user)
    ) passed, (${marksOnSql(chatType)}) marked
  ) reached`;

const isOwnBeyondSql = (watermark: string): string =>
  `CASE WHEN ${watermark} >= m.id AND own.membership @> ${ADDRESSED} THEN 1 ELSE 0 END`;

/** How many of these watermarks, which are in order, stand at `m` or beyond it. */
export const beyondSql = (watermarks: string): string =>
  `cardinality(${watermarks}) - width_bucket(m.id - 1, ${watermarks})`;
