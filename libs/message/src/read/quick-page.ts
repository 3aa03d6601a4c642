import type { Statement } from '#libs/database';
import { hasFilters } from './page-filters.js';
import { type PageQuery, type PageRow, NO_ID, PAGE_BYTES, visibleChat } from './page-statement.js';
import { SHOWN_STATUS, STORED_COLUMNS } from '../shown/message-view.js';

/** `is_plain` false, or a content of null: the page has to be read by the other statement. */
export type QuickRow = PageRow & {
  /** Of its page among those that were asked for, from 0. */
  readonly place: number;
  readonly is_plain: boolean;
  readonly content?: string | null;
};

/** A page that the quick statement may answer. */
export interface QuickPage {
  readonly userId: string | undefined;
  readonly chatId: number;
  readonly walk: 'older' | 'newer';
  readonly above: number;
  readonly below: number;
  readonly limit: number;
}

/** Undefined for a page with filters, or of another kind. */
export function toQuickPage(query: PageQuery): QuickPage | undefined {
  const { userId, chatId, filters, anchor, limit, stretch, bytes } = query;
  if (bytes !== undefined || stretch !== undefined || hasFilters(filters)) return undefined;
  if (anchor.walk !== 'older' && anchor.walk !== 'newer') return undefined;
  const [above, below] = anchor.walk === 'older' ? [0, anchor.before ?? NO_ID] : [anchor.after, NO_ID];
  return { userId, chatId, walk: anchor.walk, above, below, limit };
}

/**
 * Most pages: of a chat of one, without filters, of short messages. Nobody came or
 * went there and nobody marks single messages, so the furthest watermarks, looked up once, say how far each message has
 * come. Of other pages it says only that they are not plain. All go the same way; of a chat that is not there for the user
 * there is no row.
 */
export function quickPagesStatement(walk: 'older' | 'newer', pages: readonly QuickPage[]): Statement {
  const text = `SELECT asked.nth - 1 AS place, c.last_seq, plain.is_plain, m.*
    FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::int[], $6::int[])
      WITH ORDINALITY asked (chat_id, user_id, above, below, rows, share, nth)
    JOIN LATERAL (${visibleChat('asked.chat_id', 'asked.user_id')}) c ON true
    CROSS JOIN LATERAL (
      SELECT coalesce(max(delivered_up_to), 0) AS delivered_up_to, coalesce(max(read_up_to), 0) AS read_up_to,
        coalesce(bool_and(membership = '{(0,)}'), true) AS were_always_here
      FROM participant WHERE c.chat_type <> 'GROUP' AND chat_id = c.id
    ) readers
    CROSS JOIN LATERAL (SELECT c.chat_type <> 'GROUP' AND readers.were_always_here AS is_plain) plain
    LEFT JOIN LATERAL (
      SELECT ${STORED_COLUMNS.replace('m.content', CONTENT('asked.share'))}, ${SHOWN_STATUS} AS status, reached.delivered, reached.read
      FROM message m CROSS JOIN LATERAL (
        SELECT ${hasReached('readers.delivered_up_to')} AS delivered, ${hasReached('readers.read_up_to')} AS read
      ) reached
      WHERE m.chat_id = asked.chat_id AND m.id > asked.above AND m.id < asked.below
      ORDER BY m.chat_id ${direction(walk)}, m.id ${direction(walk)} LIMIT asked.rows
    ) m ON plain.is_plain`;
  const values = [
    pages.map(({ chatId }) => chatId),
    pages.map(({ userId }) => userId ?? null),
    pages.map(({ above }) => above),
    pages.map(({ below }) => below),
    pages.map(({ limit }) => limit + 1),
    pages.map(({ limit }) => Math.floor(PAGE_BYTES / (limit + 1))),
  ];
  return { name: `message.page-${walk}`, text, values };
}

/** In the order of ids; undefined when the page is not plain, and has to be read by the other statement. */
export function toQuickRows(rows: readonly QuickRow[]): PageRow[] | undefined {
  if (rows.some(({ id, content, is_plain }) => !is_plain || (id !== null && content === null))) return undefined;
  return rows.toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0));
}

/** Null when it is longer than its share of a page. */
const CONTENT = (share: string) => `CASE WHEN octet_length(m.content) <= ${share} THEN m.content END AS content`;

/** Whether anybody has come so far, as 0 or 1: how many is shown in a GROUP alone. */
const hasReached = (furthest: string) => `(NOT m.is_user AND m.id <= ${furthest})::int`;

const direction = (walk: 'older' | 'newer') => (walk === 'older' ? 'DESC' : 'ASC');
