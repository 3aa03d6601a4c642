import { Parameters, type Statement } from '#libs/database';
import { hasFilters } from './page-filters.js';
import { type PageQuery, type PageRow, NO_ID, PAGE_BYTES, visibleChat } from './page-statement.js';
import { SHOWN_STATUS, STORED_COLUMNS } from '../shown/message-view.js';
import { beyond } from './page-receipts.js';

/** `is_plain` false, or a content of null: the page has to be read by the other statement. */
export type QuickRow = PageRow & { readonly is_plain: boolean; readonly content?: string | null };

/**
 * Most pages: of a chat of one, without filters, of short messages. Nobody came or
 * went there and nobody marks single messages, so the watermarks alone, looked at once, say how far each message has
 * come. Of other pages it says only that they are not plain.
 */
export function quickPageStatement(query: PageQuery): Statement | undefined {
  const { userId, chatId, filters, anchor, limit, stretch, bytes } = query;
  if (bytes !== undefined || stretch !== undefined || hasFilters(filters)) return undefined;
  if (anchor.walk !== 'older' && anchor.walk !== 'newer') return undefined;
  const [above, below] = anchor.walk === 'older' ? [0, anchor.before ?? NO_ID] : [anchor.after, NO_ID];
  const { values, add } = new Parameters();
  const [chat, user, rows] = [add(chatId), add(userId ?? null), add(limit + 1)];
  const share = add(Math.floor(PAGE_BYTES / (limit + 1)));
  const text = `WITH c AS (${visibleChat(chat, user)}
    ), readers AS (
      SELECT coalesce(array_agg(delivered_up_to ORDER BY delivered_up_to), '{}') AS delivered,
        coalesce(array_agg(read_up_to ORDER BY read_up_to), '{}') AS read,
        coalesce(bool_and(membership = '{(0,)}'), true) AS were_always_here
      FROM participant WHERE chat_id = (SELECT id FROM c WHERE chat_type <> 'GROUP')
    )
    SELECT c.last_seq, plain.is_plain, m.* FROM c CROSS JOIN readers
    CROSS JOIN LATERAL (SELECT c.chat_type <> 'GROUP' AND readers.were_always_here AS is_plain) plain
    LEFT JOIN LATERAL (
      SELECT ${STORED_COLUMNS.replace('m.content', CONTENT(share))}, ${SHOWN_STATUS} AS status, reached.delivered, reached.read
      FROM message m CROSS JOIN LATERAL (
        SELECT ${reaching('readers.delivered')} AS delivered, ${reaching('readers.read')} AS read
      ) reached
      WHERE m.chat_id = ${chat} AND m.id > ${add(above)} AND m.id < ${add(below)}
      ORDER BY m.chat_id ${direction(anchor.walk)}, m.id ${direction(anchor.walk)} LIMIT ${rows}
    ) m ON plain.is_plain`;
  return { name: `message.page-${anchor.walk}`, text, values };
}

/** In the order of ids; undefined when the page is not plain, and has to be read by the other statement. */
export function toQuickRows(rows: readonly QuickRow[]): PageRow[] | undefined {
  if (rows.some(({ id, content, is_plain }) => !is_plain || (id !== null && content === null))) return undefined;
  return rows.toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0));
}

/** Null when it is longer than its share of a page. */
const CONTENT = (share: string) => `CASE WHEN octet_length(m.content) <= ${share} THEN m.content END AS content`;

const reaching = (watermarks: string) => `CASE WHEN m.is_user THEN 0 ELSE ${beyond(watermarks)} END`;

const direction = (walk: 'older' | 'newer') => (walk === 'older' ? 'DESC' : 'ASC');
