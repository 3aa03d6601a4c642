import type { Statement } from '#libs/database';
import type { ChatStatus, ChatType, MessageStatus, MessageType } from './chat-vocabulary.js';
import { recipientSql } from './recipient.js';

/** A chat as somebody sees it; the columns of {@link chatViewSql}, in the wire's names because jsonb carries them so. */
export interface ChatView {
  readonly id: number;
  readonly owner_id: string;
  readonly session_id: string;
  readonly rag_enabled: boolean;
  readonly title: string | null;
  readonly chat_type: ChatType;
  readonly status: ChatStatus;
  readonly chat_metadata: Record<string, unknown> | null;
  readonly participants: readonly string[];
  readonly last_message: MessagePreview | null;
  /** Null for a service that acts as itself. */
  readonly unread_count: number | null;
  readonly last_seq: number;
  /** Number of the latest change of title, status or membership. */
  readonly change_seq: number;
  /** RFC 3339 in UTC, as are all times here. */
  readonly activity_at: string;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface MessagePreview {
  readonly id: number;
  readonly sender_id: string;
  readonly is_user: boolean;
  readonly message_type: MessageType;
  readonly status: MessageStatus;
  /** The first 200 characters, and the one behind: it tells where they can be cut. */
  readonly content: string;
  readonly created_at: string;
  /** Those of before it was edited or deleted have neither. */
  readonly edited_at?: string | null;
  readonly deleted_at?: string | null;
}

/** Chats, called `c`, as the user of parameter `user` sees them. */
export const chatViewSql = (user: string): string =>
  viewSql(`chat c LEFT JOIN participant me ON me.chat_id = c.id AND me.user_id = ${user}`, unreadToMe);

const unreadToMe = `CASE WHEN me.user_id IS NOT NULL THEN ${unreadCountSql('me')} END`;

/** The chats of `source`, called `c`, as the person sees them whose `seen_count` is with them. */
export const ownChatsViewSql = (source: string, known: string): string =>
  viewSql(`(${source}) c`, unreadCountSql('c'), { known });

/** Chats of `source`, called `c`, as nobody in particular sees them. */
export const everyonesChatsViewSql = (source: string): string => viewSql(`(${source}) c`, 'NULL::integer');

interface ViewParts {
  /** SQL: columns before those of the view. */
  readonly before?: string;
  /** A parameter: the `last_seq` of chats by their id, in JSON. Of a chat that still has it, the people are left out. */
  readonly known?: string;
}

/** One look at a chat's participants gives their names and how far the latest message has come. */
const viewSql = (source: string, unread: string, { before = '', known }: ViewParts = {}): string => {
  const isNew = `(${known}::jsonb->>c.id::text)::bigint IS DISTINCT FROM c.last_seq`;
  const [participants, ofNew] =
    known === undefined
      ? ['readers.participants', '']
      : [`CASE WHEN ${isNew} THEN readers.participants END AS participants`, `AND ${isNew}`];
  return `
  SELECT ${before}c.id, c.owner_id, c.session_id, c.rag_enabled, c.title, c.chat_type, c.status, c.chat_metadata,
    ${participants}, ${previewWithStatus} AS last_message, ${unread} AS unread_count,
    c.last_seq, c.change_seq, c.activity_at, c.created_at, c.updated_at
  FROM ${source}
  CROSS JOIN LATERAL (${LAST} OFFSET 0) last
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(p.user_id ORDER BY p.user_id <> c.owner_id, lower(p.membership), p.user_id)
        FILTER (WHERE upper_inf(p.membership)), '{}') AS participants,
      max(p.read_up_to) FILTER (WHERE p.delivered_up_to >= last.id AND ${isRecipientOfLast}) AS read_up_to
    FROM participant p WHERE p.chat_id = c.id ${ofNew}
  ) readers`;
};

/** A chat that is asked for; `userId` undefined: by a service as itself. */
export interface AskedChat {
  readonly userId: string | undefined;
  readonly chatId: number;
}

/**
 * Of these chats those that the user may see, each with its place among what was asked, from 0.
 * @param known what LargeGroups knows: of these chats `participants` is null
 */
export function findStatement(asked: readonly AskedChat[], known = '{}'): Statement {
  const source = `unnest($1::bigint[], $2::text[]) WITH ORDINALITY asked (chat_id, user_id, nth)
    JOIN chat c ON c.id = asked.chat_id LEFT JOIN LATERAL (
      SELECT * FROM participant me WHERE me.chat_id = asked.chat_id AND me.user_id = asked.user_id OFFSET 0
    ) me ON true`;
  return {
    name: 'chat.find',
    text: `${viewSql(source, unreadToMe, { before: 'asked.nth - 1 AS place, ', known: '$3' })}
      WHERE asked.user_id IS NULL OR upper_inf(me.membership)`,
    values: [asked.map(({ chatId }) => chatId), asked.map(({ userId }) => userId ?? null), known],
  };
}

/** How many messages of `c` are unread to a participant; 1,000 stands for more. */
export function unreadCountSql(participant: string): string {
  return `least(1000, greatest(0, c.message_count - ${participant}.seen_count))`;
}

/** Whether `c` may be seen by the user of parameter `user`; null stands for a service as itself, which sees all. */
export const isVisibleSql = (user: string): string =>
  `(${user}::text IS NULL OR EXISTS (SELECT 1 FROM participant v
    WHERE v.chat_id = c.id AND v.user_id = ${user} AND upper_inf(v.membership)))`;

const isRecipientOfLast = recipientSql('c.chat_type', {
  addressedId: 'last.addressed_id',
  senderId: 'last.sender_id',
  isUser: 'last.is_user',
});

/** What of the latest message the participants are held against: taken out of the jsonb once, not for each of them. */
const LAST = `SELECT (c.last_message->>'id')::bigint AS id, (c.last_message->>'is_user')::boolean AS is_user,
    coalesce(c.last_message->>'addressed_id', c.last_message->>'id')::bigint AS addressed_id,
    c.last_message->>'sender_id' AS sender_id, c.last_message->>'status' AS status`;

/** `read_up_to` is null unless a recipient has received it. */
const previewWithStatus = `CASE
  WHEN last.status IN ('SENDING', 'FAILED', 'READ') OR readers.read_up_to IS NULL THEN c.last_message
  WHEN readers.read_up_to >= last.id THEN c.last_message || '{"status": "READ"}'
  ELSE c.last_message || '{"status": "DELIVERED"}' END`;
