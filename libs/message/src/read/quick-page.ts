import type { Statement } from '#libs/database';
import { hasFilters } from './page-filters.js';
import { type PageQuery, type PageRow, NO_ID, PAGE_BYTES, visibleChatSql } from './page-statement.js';
import { type MessageView, SHOWN_STATUS, STORED, UNTOUCHED } from '../shown/message-view.js';

/**
 * SQL: what most messages of a plain page have. Null is sent for it, and `whole` puts it back: in a page of short
 * messages it is the values sent and read that cost.
 */
const USUAL: Partial<Record<string, string>> = {
  message_type: `'TEXT'`,
  reply_count: '0',
  reactions: `'{}'::jsonb`,
  updated_at: 'm.created_at',
};

/** A message before `whole`. */
type Short = { -readonly [Column in keyof MessageView]: MessageView[Column] | null } & {
  readonly id: number;
  readonly created_at: string;
};

export type QuickRow = {
  /** Of its page among those that were asked for, from 0. */
  readonly place: number;
  readonly last_seq: number;
  /** True when the page has to be read by the other statement, else null. */
  readonly is_other: true | null;
} & ({ readonly id: null } | Short);

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
  const text = `SELECT asked.nth - 1 AS place, c.last_seq, nullif(NOT plain.is_plain, false) AS is_other, m.*
    FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::int[], $6::int[])
      WITH ORDINALITY asked (chat_id, user_id, above, below, rows, share, nth)
    JOIN LATERAL (${visibleChatSql('asked.chat_id', 'asked.user_id')}) c ON true
    CROSS JOIN LATERAL (
      SELECT coalesce(max(delivered_up_to), 0) AS delivered_up_to, coalesce(max(read_up_to), 0) AS read_up_to,
        coalesce(bool_and(membership = '{(0,)}'), true) AS were_always_here
      FROM participant WHERE c.chat_type <> 'GROUP' AND chat_id = c.id
    ) readers
    CROSS JOIN LATERAL (SELECT c.chat_type <> 'GROUP' AND readers.were_always_here AS is_plain) plain
    LEFT JOIN LATERAL (
      SELECT ${SHORT_COLUMNS}, CASE WHEN octet_length(m.content) <= asked.share THEN m.content END AS content,
        ${SHOWN_STATUS} AS status, NULL AS chat_id, NULL AS delivered, NULL AS read
      FROM message m CROSS JOIN LATERAL (
        SELECT ${hasReachedSql('readers.delivered_up_to')} AS delivered, ${hasReachedSql('readers.read_up_to')} AS read
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
export function toQuickRows({ chatId }: QuickPage, rows: readonly QuickRow[]): PageRow[] | undefined {
  const found: PageRow[] = [];
  for (const row of rows) {
    if (row.is_other !== null) return undefined;
    if (row.id === null) return [row];
    // Longer than its share of the page.
    if (row.content === null) return undefined;
    found.push(whole(row, chatId));
  }
  return found.sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
}

/** Fills the row itself: a copy of each row would cost more than sending null has spared. */
function whole<Row extends Short>(row: Row, chatId: number): Row & MessageView {
  row.chat_id = chatId;
  row.message_type ??= 'TEXT';
  row.reply_count ??= UNTOUCHED.reply_count;
  row.reactions ??= UNTOUCHED.reactions;
  row.updated_at ??= row.created_at;
  // Whether anybody has come so far is in the status; how many is shown in a GROUP alone.
  row.delivered = 0;
  row.read = 0;
  return row as Row & MessageView;
}

const SHORT_COLUMNS = STORED.filter((column) => column !== 'chat_id' && column !== 'content')
  .map((column) => (column in USUAL ? `nullif(m.${column}, ${USUAL[column]}) AS ${column}` : `m.${column}`))
  .join(', ');

/** Whether anybody has come so far, as 0 or 1: how many is shown in a GROUP alone. */
const hasReachedSql = (furthest: string) => `(NOT m.is_user AND m.id <= ${furthest})::int`;

const direction = (walk: 'older' | 'newer') => (walk === 'older' ? 'DESC' : 'ASC');
