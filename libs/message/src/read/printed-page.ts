import type { Statement } from '#libs/database';
import { PRINTED_MESSAGE } from '../shown/printed-message.js';
import { beyond } from './message-page.js';
import { hasFilters } from './page-filters.js';
import { type Anchor, type PageQuery, NO_ID, visibleChatSql } from './page-statement.js';

/** Of what users have written in a page that comes printed: larger ones take turns by person. */
const PRINTED_BYTES = 256 * 1024;

/** A page that may come printed. */
export interface PrintedQuery {
  readonly userId: string | undefined;
  readonly chatId: number;
  readonly walk: 'older' | 'newer';
  readonly above: number;
  readonly below: number;
  readonly limit: number;
  readonly isNewestFirst: boolean;
}

/** A page whose messages are JSON already. */
export interface PrintedPage {
  /** Joined by commas, in the order that was asked for. */
  readonly messages: string;
  /** The lowest id and the highest; null when there are no messages. */
  readonly first: number | null;
  readonly last: number | null;
  readonly hasSending: boolean;
  readonly lastSeq: number;
  /** Where the walk goes on, when there is more. */
  readonly next: Anchor | undefined;
}

/** Of the query at `place`, from 0. */
export interface PrintedRow {
  readonly place: number;
  readonly last_seq: number;
  /** False when the page has to be read by its rows. */
  readonly is_printed: boolean;
  readonly first: number | null;
  readonly last: number | null;
  readonly has_sending: boolean;
  readonly messages: string | null;
  readonly has_more: boolean;
}

/** Undefined for a page with filters, or of another kind. */
export function toPrintedQuery(query: PageQuery, isNewestFirst: boolean): PrintedQuery | undefined {
  const { userId, chatId, filters, anchor, limit } = query;
  if (hasFilters(filters) || (anchor.walk !== 'older' && anchor.walk !== 'newer')) return undefined;
  const [above, below] = anchor.walk === 'older' ? [0, anchor.before ?? NO_ID] : [anchor.after, NO_ID];
  return { userId, chatId, walk: anchor.walk, above, below, limit, isNewestFirst };
}

/**
 * One row for each page, of a chat of one that nobody came to or left, without filters, of short messages: most pages.
 * Nobody marks single messages there, so the furthest watermarks, looked up once, say how far each message has come. Of
 * another page the row says only that it is not printed; of a chat that is not there for the user there is no row.
 */
export function printedPagesStatement(walk: PrintedQuery['walk'], pages: readonly PrintedQuery[]): Statement {
  const { direction, isBeyond } = WALKS[walk];
  const text = `SELECT asked.nth - 1 AS place, c.last_seq, plain.is_plain AND page.is_short AS is_printed, page.*
    FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::int[], $6::int[], $7::int[])
      WITH ORDINALITY asked (chat_id, user_id, above, below, rows, share, direction, nth)
    JOIN LATERAL (${visibleChatSql('asked.chat_id', 'asked.user_id')}) c ON true
    CROSS JOIN LATERAL (
      SELECT coalesce(max(delivered_up_to), 0) AS delivered_up_to, coalesce(max(read_up_to), 0) AS read_up_to,
        coalesce(bool_and(membership = '{(0,)}'), true) AS were_always_here
      FROM participant WHERE c.chat_type <> 'GROUP' AND chat_id = c.id
    ) readers
    CROSS JOIN LATERAL (SELECT c.chat_type <> 'GROUP' AND readers.were_always_here AS is_plain) plain
    CROSS JOIN LATERAL (
      SELECT found.*, EXISTS (
        SELECT FROM message m WHERE ${ASKED} AND ${isBeyond}
      ) AS has_more
      FROM (
        SELECT count(*) = count(m.json) AS is_short, min(m.id) AS first, max(m.id) AS last,
          coalesce(bool_or(m.status = 'SENDING'), false) AS has_sending,
          string_agg(m.json, ',' ORDER BY m.id * asked.direction) AS messages
        FROM (
          SELECT m.id, m.status, CASE WHEN ${WRITTEN_BYTES} <= asked.share THEN ${PRINTED_MESSAGE} END AS json
          FROM message m CROSS JOIN LATERAL (
            SELECT ${hasReachedSql('readers.delivered_up_to')} AS delivered, ${hasReachedSql('readers.read_up_to')} AS read
          ) reached
          WHERE plain.is_plain AND ${ASKED}
          ORDER BY m.chat_id ${direction}, m.id ${direction} LIMIT asked.rows
        ) m
      ) found
    ) page`;
  const values = [
    pages.map(({ chatId }) => chatId),
    pages.map(({ userId }) => userId ?? null),
    pages.map(({ above }) => above),
    pages.map(({ below }) => below),
    pages.map(({ limit }) => limit),
    pages.map(({ limit }) => Math.floor(PRINTED_BYTES / limit)),
    pages.map(({ isNewestFirst }) => (isNewestFirst ? -1 : 1)),
  ];
  return { name: `message.page-${walk}`, text, values };
}

/** Undefined when the page has to be read by its rows. */
export function toPrintedPage({ walk }: PrintedQuery, row: PrintedRow): PrintedPage | undefined {
  if (!row.is_printed) return undefined;
  const { first, last, last_seq: lastSeq, has_sending: hasSending } = row;
  const next = row.has_more && first !== null && last !== null ? beyond(walk, first, last) : undefined;
  return { messages: row.messages ?? '', first, last, hasSending, lastSeq, next };
}

const WRITTEN_BYTES = 'octet_length(m.content) + coalesce(octet_length(m.message_metadata::text), 0)';

const ASKED = 'm.chat_id = asked.chat_id AND m.id > asked.above AND m.id < asked.below';

/** The walk through the index, and the condition for what lies beyond the page. */
const WALKS = {
  older: { direction: 'DESC', isBeyond: 'm.id < found.first' },
  newer: { direction: 'ASC', isBeyond: 'm.id > found.last' },
};

/** Whether anybody has come so far, as 0 or 1: how many is shown in a GROUP alone. */
const hasReachedSql = (furthest: string) => `(NOT m.is_user AND m.id <= ${furthest})::int`;
