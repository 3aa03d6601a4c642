import { isVisibleSql } from '#libs/chat';
import { Parameters, type Statement } from '#libs/database';
import { indexConditions, type MessageFilters } from './page-filters.js';
import { type Stretch, type StretchSql, stretchSql } from './page-stretch.js';
import { type MessageView, reachedSql, SHOWN_COLUMNS, STORED_COLUMNS } from '../shown/message-view.js';
import { pageReceiptsSql, reachedInPageSql } from './page-receipts.js';

/** A page ends early once its content has this many bytes, but holds one message at least. */
export const PAGE_BYTES = 4 * 1024 * 1024;

/** Above every id. */
export const NO_ID = 2 ** 53;

/** Where a page begins, and which way it goes on. Anchors need not exist. */
export type Anchor =
  | { readonly walk: 'older'; readonly before: number | undefined }
  | { readonly walk: 'newer'; readonly after: number }
  | { readonly walk: 'around'; readonly id: number }
  | { readonly walk: 'changes'; readonly seq: number; readonly id: number };

export interface PageQuery {
  readonly userId: string | undefined;
  readonly chatId: number;
  readonly filters: MessageFilters;
  readonly anchor: Anchor;
  readonly limit: number;
  /** The part of the walk that is looked at: needed where a filter is sparse. */
  readonly stretch?: Stretch;
  /** Instead of {@link PAGE_BYTES}. */
  readonly bytes?: number;
}

/** Asks for what changed after a number. */
export type ChangesQuery = PageQuery & { readonly anchor: Extract<Anchor, { walk: 'changes' }> };

/**
 * A row of the page. When the page is empty there is one row without a message; when the chat is not there, none.
 * `edge` is the last id of the stretch, null when nothing lies beyond it.
 */
export type PageRow = { readonly last_seq: number; readonly edge?: number | null } & (
  { readonly id: null } | (MessageView & Partial<Found>)
);

/** Absent where the page has one side, and nothing was left out for its bytes. */
interface Found {
  readonly side: Side;
  /** How many were found, those included that were left out. */
  readonly side_count: number;
}

/** `around` reads both ways from its centre; every other walk has one side. */
type Side = 'older' | 'newer' | 'changes';

interface Scan {
  readonly side: Side;
  /** SQL: which rows of `message m`; their ids lie between two, unless they are in the order of changes. */
  readonly rows: string;
  readonly above: string;
  readonly below: string;
  readonly order: (of: string) => string;
  readonly limit: number;
  readonly bytes: number;
}

export function pageStatement(query: PageQuery): Statement {
  const { userId, chatId, filters, anchor, stretch } = query;
  const { values, add } = new Parameters();
  const [chat, user] = [add(chatId), add(userId ?? null)];
  const indexed = indexConditions(filters, add);
  const found = scans(query, chat, indexed, add);
  const part = stretch && found[0] && stretchSql({ ...found[0], chat, filters }, stretch, add);
  const pages = found.map((scan) => scanSql(scan, part ?? PLAIN, add));
  const isFiltered = part !== undefined || indexed.length > 0;
  const text = `WITH c AS (${visibleChatSql(chat, user)}
    ), readers AS MATERIALIZED (SELECT * FROM participant WHERE chat_id = ${chat})${part ? `, ${part.tables}` : ''}
    , page AS MATERIALIZED (${pages.join(' UNION ALL ')}), ${pageReceiptsSql(chat)}
    SELECT c.last_seq, ${part ? '(SELECT id FROM edge) AS edge, ' : ''}m.* FROM c
    LEFT JOIN LATERAL (
      SELECT m.side, m.side_count, ${SHOWN_COLUMNS} FROM page m ${reachedInPageSql('c.chat_type')}
    ) m ON true
    ORDER BY ${anchor.walk === 'changes' ? 'm.change_seq, m.id' : 'm.id'}`;
  const kind = stretch === undefined ? (isFiltered ? '-filtered' : '') : `-by-${stretch.by}`;
  return { name: `message.list-${anchor.walk}${kind}`, isPlannedEachTime: isFiltered, text, values };
}

/** The chat of a page, if the user may see it. */
export const visibleChatSql = (chat: string, user: string): string => `
      SELECT c.id, c.chat_type, c.last_seq FROM chat c WHERE c.id = ${chat} AND c.status <> 'DELETED' AND ${isVisibleSql(user)}`;

/** What each message is held against; `reaches` when that is how far it has come, too. */
type Held = Pick<StretchSql, 'conditions' | 'reaches'>;
const PLAIN: Held = { conditions: [], reaches: false };

/** One way through the messages from the anchor: one row more than fits tells whether there is more. */
function scanSql(scan: Scan, { conditions, reaches }: Held, add: Parameters['add']): string {
  const { side, rows, order, limit, bytes } = scan;
  return `SELECT * FROM (
      SELECT '${side}' AS side, found.*, count(*) OVER () AS side_count,
        sum(octet_length(found.content)) OVER (ORDER BY ${order('found')}) AS bytes
      FROM (
        SELECT ${STORED_COLUMNS}, m.status FROM message m
        ${reaches ? reachedSql('(SELECT chat_type FROM c)', 'readers') : ''}
        WHERE ${all(rows, ...conditions)}
        ORDER BY ${order('m')} LIMIT ${add(limit + 1)}
      ) found
    ) page WHERE bytes <= ${add(bytes)} OR bytes = octet_length(content)`;
}

function scans(
  { anchor, limit, bytes = PAGE_BYTES }: PageQuery,
  chat: string,
  conditions: readonly string[],
  add: Parameters['add'],
): Scan[] {
  const ids = (after: number, before: number) => {
    const [above, below] = [add(after), add(before)];
    return { above, below, rows: all(`m.chat_id = ${chat}`, `m.id > ${above}`, `m.id < ${below}`, ...conditions) };
  };
  switch (anchor.walk) {
    case 'older':
      return [{ side: 'older', ...ids(0, anchor.before ?? NO_ID), order: newestFirstSql, limit, bytes }];
    case 'newer':
      return [{ side: 'newer', ...ids(anchor.after, NO_ID), order: oldestFirstSql, limit, bytes }];
    case 'changes': {
      const rows = all(`m.chat_id = ${chat}`, `(m.change_seq, m.id) > (${add(anchor.seq)}, ${add(anchor.id)})`);
      return [{ side: 'changes', rows, above: '', below: '', order: changesFirstSql, limit, bytes }];
    }
    case 'around': {
      const [before, after] = [Math.floor(limit / 2), Math.ceil(limit / 2)];
      return [
        { side: 'older', ...ids(0, anchor.id), order: newestFirstSql, limit: before, bytes: bytes / 2 },
        { side: 'newer', ...ids(anchor.id - 1, NO_ID), order: oldestFirstSql, limit: after, bytes: bytes / 2 },
      ];
    }
  }
}

const all = (...conditions: string[]) => conditions.join(' AND ');
const newestFirstSql = (of: string) => `${of}.chat_id DESC, ${of}.id DESC`;
const oldestFirstSql = (of: string) => `${of}.chat_id, ${of}.id`;
const changesFirstSql = (of: string) => `${of}.change_seq, ${of}.id`;
