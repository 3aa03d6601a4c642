import { Parameters, type Statement } from '#libs/database';
import { caselessSql, containsAllSql, textMatchesSql } from '#libs/search';
import { type ChatStatus, type ChatType, LISTED_STATUSES } from '../shown/chat-vocabulary.js';
import { type ChatView, ownChatsViewSql } from '../shown/chat-view.js';

/** What narrows the list; a cursor keeps it. */
export interface ChatFilters {
  readonly status?: ChatStatus | undefined;
  readonly chatType?: ChatType | undefined;
  readonly sessionId?: string | undefined;
  readonly q?: string | undefined;
  /** Inclusive; the list is then in the order of (updated_at, id), oldest first. */
  readonly updatedSince?: string | undefined;
}

/** The last chat of the page before: its place in the list's order. */
export interface ChatPlace {
  /** RFC 3339. */
  readonly at: string;
  readonly id: number;
}

export interface ChatListQuery {
  readonly userId: string;
  readonly filters: ChatFilters;
  readonly after: ChatPlace | undefined;
  readonly limit: number;
}

export interface ChatPage {
  readonly chats: readonly ChatView[];
  /** Place of the page's last chat, when more follow. */
  readonly next: ChatPlace | undefined;
  /** Another one when anything in the page is another, or the chat behind it. */
  readonly version: string;
}

/** The beginning of somebody's list. */
export interface AskedList {
  readonly userId: string;
  readonly limit: number;
}

export function versionOf(chats: readonly Pick<ChatView, 'id' | 'last_seq'>[]): string {
  return chats.map(({ id, last_seq }) => `${id}:${last_seq}`).join();
}

/** Of the beginnings of lists without filters what {@link versionOf} says of them, each with its place among the asked. */
export function listVersionsStatement(asked: readonly AskedList[]): Statement {
  return {
    name: 'chat.list-versions',
    text: `SELECT asked.nth - 1 AS place, list.version
      FROM unnest($1::text[], $2::int[]) WITH ORDINALITY asked (user_id, chats, nth)
      CROSS JOIN LATERAL (
        SELECT coalesce(string_agg(c.id || ':' || c.last_seq, ',' ORDER BY ${latestFirstSql('c')}), '') AS version FROM (
          SELECT c.id, c.last_seq, c.activity_at, mine.active_minute FROM participant mine JOIN chat c ON c.id = mine.chat_id
          WHERE mine.user_id = asked.user_id AND upper_inf(mine.membership) AND c.status = ANY ($3)
          ORDER BY ${latestFirstSql('mine')} LIMIT asked.chats + 1
        ) c
      ) list`,
    values: [asked.map(({ userId }) => userId), asked.map(({ limit }) => limit), LISTED_STATUSES],
  };
}

/** SQL: the order of the list, by the name of the rows that have `active_minute`. */
export const latestFirstSql = (active: string) => `${active}.active_minute DESC, c.activity_at DESC, c.id DESC`;

/**
 * One row more than asked for, which tells whether there is more.
 * @param known what LargeGroups knows: of these chats `participants` is null
 */
export function listStatement({ userId, filters, after, limit }: ChatListQuery, known = '{}'): Statement {
  const { values, add } = new Parameters();
  const user = add(userId);
  const { order, conditions: walked } = walkOf(filters, after, add);
  const conditions = [
    `mine.user_id = ${user} AND upper_inf(mine.membership)`,
    `c.status = ANY (${add(filters.status === undefined ? LISTED_STATUSES : [filters.status])})`,
    ...walked,
    ...filterConditions(filters, user, add),
  ];
  const page = `
    SELECT c.*, mine.active_minute, mine.seen_count FROM participant mine JOIN chat c ON c.id = mine.chat_id
    WHERE ${conditions.join(' AND ')} ORDER BY ${order('mine')} LIMIT ${add(limit + 1)}`;
  const isFiltered = !isPlain(filters);
  const name = `chat.list${isFiltered ? '-filtered' : after === undefined ? '' : '-after'}`;
  return {
    name,
    isPlannedEachTime: isFiltered,
    text: `${ownChatsViewSql(page, add(known))} ORDER BY ${order('c')}`,
    values,
  };
}

interface Walk {
  /** SQL, by the name of the rows that have `active_minute`. */
  readonly order: (active: string) => string;
  /** SQL: where the page before ended. */
  readonly conditions: readonly string[];
}

/**
 * The latest first, by an index as far as the minute goes: what shares a minute is put into order before the next is
 * looked at. What changed since a time is in the order of its changes, which no index has.
 */
function walkOf({ updatedSince }: ChatFilters, after: ChatPlace | undefined, add: Parameters['add']): Walk {
  if (updatedSince !== undefined) {
    const conditions = after === undefined ? [] : [`(c.updated_at, c.id) > (${add(after.at)}, ${add(after.id)})`];
    return { order: () => 'c.updated_at, c.id', conditions };
  }
  if (after === undefined) return { order: latestFirstSql, conditions: [] };
  const [at, id] = [add(after.at), add(after.id)];
  return {
    order: latestFirstSql,
    conditions: [`mine.active_minute <= minute_of(${at})`, `(c.activity_at, c.id) < (${at}, ${id})`],
  };
}

function filterConditions(filters: ChatFilters, user: string, add: Parameters['add']): string[] {
  const { chatType, sessionId, q, updatedSince } = filters;
  const mine = `ARRAY(SELECT chat_id FROM participant WHERE user_id = ${user} AND upper_inf(membership))`;
  return [
    ...(chatType === undefined ? [] : [`c.chat_type = ${add(chatType)}`]),
    ...(sessionId === undefined ? [] : [`c.session_id = ${add(sessionId)}`]),
    ...(updatedSince === undefined ? [] : [`c.updated_at >= ${add(updatedSince)}`]),
    ...(q === undefined
      ? []
      : [
          `(${containsAllSql(caselessSql('c.title'), q, add)} OR c.id IN (SELECT chat_id FROM (${textMatchesSql(q, (t) => `${t}.chat_id = ANY (${mine})`, add)}) found))`,
        ]),
  ];
}

/** Rare shapes are not worth a kept plan on every connection. */
function isPlain({ chatType, sessionId, q, updatedSince }: ChatFilters): boolean {
  return [chatType, sessionId, q, updatedSince].every((filter) => filter === undefined);
}
