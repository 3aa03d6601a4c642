import type { MessageStatus, MessageType } from '#libs/chat';
import { isVisible } from '#libs/chat';
import { Parameters, type Statement } from '#libs/database';
import { messagesWithText } from '#libs/search';
import { type MessageView, reached, SHOWN_COLUMNS, SHOWN_STATUS } from './message-view.js';

/** A page ends early once its content has this many bytes, but holds one message at least. */
const PAGE_BYTES = 4 * 1024 * 1024;

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

/** A row of the page. When the page is empty there is one row without a message; when the chat is not there, none. */
export type MessageRow = { readonly last_seq: number } & (
  { readonly id: null } | (MessageView & { readonly side: Side; readonly side_count: number })
);

/** `around` reads both ways from its centre; every other walk has one side. */
type Side = 'older' | 'newer' | 'changes';

interface Scan {
  readonly side: Side;
  readonly beyond: string;
  readonly order: (of: string) => string;
  readonly limit: number;
  readonly bytes: number;
}

export function messageListStatement({ userId, chatId, filters, anchor, limit }: MessageListQuery): Statement {
  const { values, add } = new Parameters();
  const [chat, user] = [add(chatId), add(userId ?? null)];
  const conditions = filterConditions(filters, chat, add);
  const pages = scans(anchor, limit, add).map((scan) => scanSql(scan, conditions, add));
  const name = conditions.length === 0 ? `message.list-${shape(anchor)}` : undefined;
  const text = `WITH c AS (
      SELECT c.id, c.chat_type, c.last_seq FROM chat c WHERE c.id = ${chat} AND c.status <> 'DELETED' AND ${isVisible(user)}
    )
    SELECT c.last_seq, m.* FROM c LEFT JOIN LATERAL (${pages.join(' UNION ALL ')}) m ON true
    ORDER BY ${anchor.walk === 'changes' ? 'm.change_seq, m.id' : 'm.id'}`;
  return { ...(name !== undefined && { name }), text, values };
}

/** One way through the messages from the anchor: one row more than fits tells whether there is more. */
function scanSql(
  { side, beyond, order, limit, bytes }: Scan,
  conditions: readonly string[],
  add: Parameters['add'],
): string {
  return `SELECT * FROM (
      SELECT '${side}' AS side, found.*, count(*) OVER () AS side_count,
        sum(octet_length(found.content)) OVER (ORDER BY ${order('found')}) AS bytes
      FROM (
        SELECT ${SHOWN_COLUMNS} FROM message m ${reached('c.chat_type')}
        WHERE m.chat_id = c.id AND ${[beyond, ...conditions].join(' AND ')}
        ORDER BY ${order('m')} LIMIT ${add(limit + 1)}
      ) found
    ) page WHERE bytes <= ${bytes} OR bytes = octet_length(content)`;
}

function scans(anchor: Anchor, limit: number, add: Parameters['add']): Scan[] {
  const older = (of: string) => `${of}.id DESC`;
  const newer = (of: string) => `${of}.id`;
  const whole = { side: anchor.walk === 'around' ? 'older' : anchor.walk, limit, bytes: PAGE_BYTES };
  switch (anchor.walk) {
    case 'older':
      return [
        { ...whole, beyond: anchor.before === undefined ? 'true' : `m.id < ${add(anchor.before)}`, order: older },
      ];
    case 'newer':
      return [{ ...whole, beyond: `m.id > ${add(anchor.after)}`, order: newer }];
    case 'changes': {
      const beyond = `(m.change_seq, m.id) > (${add(anchor.seq)}, ${add(anchor.id)})`;
      return [{ ...whole, beyond, order: (of) => `${of}.change_seq, ${of}.id` }];
    }
    case 'around': {
      const centre = add(anchor.id);
      const [before, after] = [Math.floor(limit / 2), Math.ceil(limit / 2)];
      return [
        { side: 'older', beyond: `m.id < ${centre}`, order: older, limit: before, bytes: PAGE_BYTES / 2 },
        { side: 'newer', beyond: `m.id >= ${centre}`, order: newer, limit: after, bytes: PAGE_BYTES / 2 },
      ];
    }
  }
}

function filterConditions(filters: MessageFilters, chat: string, add: Parameters['add']): string[] {
  const { parentMessageId, threadRootId, messageType, isUser, status, q } = filters;
  return [
    ...(parentMessageId === undefined ? [] : [`m.parent_message_id = ${add(parentMessageId)}`]),
    ...(threadRootId === undefined ? [] : [`m.thread_root_id = ${add(threadRootId)}`]),
    ...(messageType === undefined ? [] : [`m.message_type = ${add(messageType)}`]),
    ...(isUser === undefined ? [] : [`m.is_user = ${add(isUser)}`]),
    ...(status === undefined ? [] : [`${SHOWN_STATUS} = ${add(status)}`]),
    ...(q === undefined ? [] : [`m.id IN (${messagesWithText(q, chat, add)})`]),
  ];
}

function shape(anchor: Anchor): string {
  return anchor.walk === 'older' && anchor.before === undefined ? 'latest' : anchor.walk;
}
