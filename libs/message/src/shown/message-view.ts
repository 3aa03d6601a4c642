import { type MessageStatus, type MessageType, recipientSql } from '#libs/chat';

export type Reactions = Readonly<Record<string, { readonly count: number; readonly user_ids: readonly string[] }>>;

/** A message in its chat. */
export interface MessagePlace {
  readonly chatId: number;
  readonly messageId: number;
}

/** A message as it is shown; the columns of {@link SHOWN_COLUMNS}. */
export interface MessageView {
  readonly id: number;
  readonly chat_id: number;
  readonly change_seq: number;
  readonly sender_id: string;
  /** The service that posted it in the sender's name. */
  readonly sent_by: string | null;
  readonly is_user: boolean;
  readonly message_type: MessageType;
  /** The shown status: the stored one, or the one that its recipients' receipts and watermarks give, if that is further. */
  readonly status: MessageStatus;
  readonly content: string;
  readonly message_metadata: Record<string, unknown> | null;
  readonly parent_message_id: number | null;
  readonly thread_root_id: number | null;
  readonly reply_count: number;
  readonly reactions: Reactions;
  readonly client_message_id: string | null;
  readonly edited_at: string | null;
  readonly deleted_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  /** Set in a GROUP once it is SENT, else null. */
  readonly recipients: number | null;
  readonly addressed_id: number | null;
  readonly delivered: number;
  readonly read: number;
}

/** A message that was just sent: nobody has answered, read, changed or reacted to it. */
export const UNTOUCHED = {
  reply_count: 0,
  reactions: {},
  edited_at: null,
  deleted_at: null,
  delivered: 0,
  read: 0,
} as const satisfies Partial<MessageView>;

/** The facts of a message by which `isRecipient` tells its recipients. */
export function addressOf({ id, addressed_id, sender_id, is_user }: MessageView) {
  return { addressedId: addressed_id ?? id, senderId: sender_id, isUser: is_user };
}

/** The stored columns without the status. */
export const STORED = [
  'id',
  'chat_id',
  'change_seq',
  'sender_id',
  'sent_by',
  'is_user',
  'message_type',
  'content',
  'message_metadata',
  'parent_message_id',
  'thread_root_id',
  'reply_count',
  'reactions',
  'client_message_id',
  'edited_at',
  'deleted_at',
  'created_at',
  'updated_at',
  'recipients',
  'addressed_id',
];

export const STORED_COLUMNS = STORED.map((name) => `m.${name}`).join(', ');

/** The same as `shownStatus`, in SQL: `test/message/rules-in-sql.spec.ts` holds the two against each other. */
export const SHOWN_STATUS = `CASE WHEN m.status IN ('SENDING', 'FAILED', 'READ') THEN m.status
  WHEN reached.read > 0 THEN 'READ' WHEN reached.delivered > 0 THEN 'DELIVERED' ELSE m.status END`;

/** Needs {@link reachedSql} joined as `reached`. */
export const SHOWN_COLUMNS = `${STORED_COLUMNS}, ${SHOWN_STATUS} AS status, reached.delivered, reached.read`;

/**
 * How many recipients of message `m`, in a chat of type `chatType`, have received it, and read it: those whose
 * watermarks say so, and those who marked it singly beyond their watermarks. `participants` is the table, or a
 * query's own copy of the rows of the one chat, which each message is held against.
 */
export const reachedSql = (chatType: string, participants = 'participant'): string => `CROSS JOIN LATERAL (
    SELECT passed.delivered + marked.delivered AS delivered, passed.read + marked.read AS read
    FROM (
      SELECT count(*) AS delivered, count(*) FILTER (WHERE p.read_up_to >= m.id) AS read
      FROM ${participants} p
      WHERE p.delivered_up_to >= m.id AND p.chat_id = m.chat_id AND ${isRecipientOfSql(chatType)}
    ) passed, (${marksOnSql(chatType)}) marked
  ) reached`;

/** How many recipients have marked message `m` beyond their watermarks; only in a GROUP is a message marked so. */
export const marksOnSql = (chatType: string): string => `
      SELECT count(*) FILTER (WHERE p.delivered_up_to < m.id) AS delivered,
        count(*) FILTER (WHERE r.status = 'READ' AND p.read_up_to < m.id) AS read
      FROM receipt r CROSS JOIN LATERAL (
        -- From the marks to who made them, never one look for each participant: OFFSET 0 keeps PostgreSQL to it.
        SELECT * FROM participant p WHERE p.chat_id = r.chat_id AND p.user_id = r.user_id OFFSET 0
      ) p
      WHERE ${chatType} = 'GROUP' AND r.chat_id = m.chat_id AND r.message_id = m.id AND ${isRecipientOfSql(chatType)}`;

const isRecipientOfSql = (chatType: string): string =>
  recipientSql(chatType, {
    addressedId: 'coalesce(m.addressed_id, m.id)',
    senderId: 'm.sender_id',
    isUser: 'm.is_user',
  });
