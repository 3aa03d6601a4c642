import { isVisible, type MessageStatus, type MessageType } from '#libs/chat';
import { Parameters, type Statement } from '#libs/database';
import { textMatches } from '#libs/search';
import { isReceipt } from './message-status.js';
import { type MessageView, reached, SHOWN_COLUMNS, SHOWN_STATUS } from './message-view.js';

/** A page ends early once its content has this many bytes, but holds one message at least. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** Above every id. */
const NO_ID = 2 ** 53;

export interface MessageFilters {
  readonly parentMessageId?: number | undefined;
  readonly threadRootId?: number | undefined;
  readonly messageType?: MessageType | undefined;
  readonly isUser?: boolean | undefined;
  readonly status?: MessageStatus | undefined;
  readonly q?: string | undefined;
}

/** Where a page begins, and which way it goes on. Anchors need not exist. */
export type Anchor =
  | { readonly walk: 'older'; readonly before: number | undefined }
  | { readonly walk: 'newer'; readonly after: number }
  | { readonly walk: 'around'; readonly id: number }
  | { readonly walk: 'changes'; readonly seq: number; readonly id: number };

export interface MessageListQuery {
  readonly userId: string | undefined;
  readonly chatId: number;
  readonly filters: MessageFilters;
  readonly anchor: Anchor;
  readonly limit: number;
}

/** Asks for what changed after a number. */
export type ChangesQuery = MessageListQuery & { readonly anchor: Extract<Anchor, { walk: 'changes' }> };

/** A row of the page. When the page is empty there is one row without a message; when the chat is not there, none. */
export type MessageRow = { readonly last_seq: number } & (
  { readonly id: null } | (MessageView & { readonly side: Side; readonly side_count: number })
);

/** `around` reads both ways from its centre; every other walk has one side. */
type Side = 'older' | 'newer' | 'changes';

interface Scan {
  readonly side: Side;
  /** SQL: which rows of `message m`. */
  readonly rows: string;
  readonly order: (of: string) => string;
  readonly limit: number;
  readonly bytes: number;
}

export function messageListStatement(query: MessageListQuery): Statement {
  const { userId, chatId, filters, anchor } = query;
  const { values, add } = new Parameters();
  const [chat, user] = [add(chatId), add(userId ?? null)];
  const conditions = filterConditions(filters, chat, add);
  const pages = scans(query, chat, add).map((scan) => scanSql(scan, conditions, add));
  const name = conditions.length === 0 ? `message.list-${anchor.walk}` : undefined;
  const text = `WITH c AS (
      SELECT c.id, c.chat_type, c.last_seq FROM chat c WHERE c.id = ${chat} AND c.status <> 'DELETED' AND ${isVisible(user)}
    ), readers AS MATERIALIZED (SELECT * FROM participant WHERE chat_id = ${chat})
    SELECT c.last_seq, m.* FROM c LEFT JOIN LATERAL (${pages.join(' UNION ALL ')}) m ON true
    ORDER BY ${anchor.walk === 'changes' ? 'm.change_seq, m.id' : 'm.id'}`;
  return { ...(name !== undefined && { name }), text, values };
}

/** One way through the messages from the anchor: one row more than fits tells whether there is more. */
function scanSql(scan: Scan, conditions: readonly string[], add: Parameters['add']): string {
  const { side, rows, order, limit, bytes } = scan;
  return `SELECT * FROM (
      SELECT '${side}' AS side, found.*, count(*) OVER () AS side_count,
        sum(octet_length(found.content)) OVER (ORDER BY ${order('found')}) AS bytes
      FROM (
        SELECT ${SHOWN_COLUMNS} FROM message m ${reached('c.chat_type', 'readers')}
        WHERE ${[rows, ...conditions].join(' AND ')}
        ORDER BY ${order('m')} LIMIT ${add(limit + 1)}
      ) found
    ) page WHERE bytes <= ${bytes} OR bytes = octet_length(content)`;
}

function scans({ anchor, limit }: MessageListQuery, chat: string, add: Parameters['add']): Scan[] {
  const between = (above: number, below: number) =>
    `m.chat_id = ${chat} AND m.id > ${add(above)} AND m.id < ${add(below)}`;
  switch (anchor.walk) {
    case 'older':
      return [
        { side: 'older', rows: between(0, anchor.before ?? NO_ID), order: newestFirst, limit, bytes: PAGE_BYTES },
      ];
    case 'newer':
      return [{ side: 'newer', rows: between(anchor.after, NO_ID), order: oldestFirst, limit, bytes: PAGE_BYTES }];
    case 'changes': {
      const rows = `m.chat_id = ${chat} AND (m.change_seq, m.id) > (${add(anchor.seq)}, ${add(anchor.id)})`;
      return [{ side: 'changes', rows, order: (of) => `${of}.change_seq, ${of}.id`, limit, bytes: PAGE_BYTES }];
    }
    case 'around': {
      const [before, after] = [Math.floor(limit / 2), Math.ceil(limit / 2)];
      const bytes = PAGE_BYTES / 2;
      return [
        { side: 'older', rows: between(0, anchor.id), order: newestFirst, limit: before, bytes },
        { side: 'newer', rows: between(anchor.id - 1, NO_ID), order: oldestFirst, limit: after, bytes },
      ];
    }
  }
}

const newestFirst = (of: string) => `${of}.chat_id DESC, ${of}.id DESC`;
const oldestFirst = (of: string) => `${of}.chat_id, ${of}.id`;

function filterConditions(filters: MessageFilters, chat: string, add: Parameters['add']): string[] {
  const { parentMessageId, threadRootId, messageType, isUser, status, q } = filters;
  return [
    ...(parentMessageId === undefined ? [] : [`m.parent_message_id = ${add(parentMessageId)}`]),
    ...(threadRootId === undefined ? [] : [`m.thread_root_id = ${add(threadRootId)}`]),
    ...(messageType === undefined ? [] : [`m.message_type = ${add(messageType)}`]),
    ...(isUser === undefined ? [] : [`m.is_user = ${add(isUser)}`]),
    ...(status === undefined ? [] : [statusCondition(status, chat, add)]),
    ...(q === undefined
      ? []
      : [`m.id IN (SELECT message_id FROM (${textMatches(q, `ARRAY[${chat}::bigint]`, add)}) found)`]),
  ];
}

/** What may be DELIVERED or READ is narrowed down first, without looking at every reader of every message. */
function statusCondition(status: MessageStatus, chat: string, add: Parameters['add']): string {
  const isShown = `${SHOWN_STATUS} = ${add(status)}`;
  if (!isReceipt(status)) return `m.status = ${add(status)} AND ${isShown}`;
  const watermark = status === 'READ' ? 'read_up_to' : 'delivered_up_to';
  return `(m.status = ${add(status)} OR m.id <= (SELECT max(${watermark}) FROM readers)
    OR m.id IN (SELECT message_id FROM receipt WHERE chat_id = ${chat})) AND ${isShown}`;
}
