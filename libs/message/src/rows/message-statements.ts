import type { MessageStatus } from '#libs/chat';
import { RowList } from '#libs/database';
import { ASSISTANT } from '#libs/http';
import { CITING } from './citation-statements.js';
import { PLACE, WANTED } from './message-place.js';
import { type MessagePlace, type MessageView, reachedSql, SHOWN_COLUMNS } from '../shown/message-view.js';

/** A message as it is shown, and what judgements need besides. */
export interface MessageRow extends MessageView {
  /** Without what readers' receipts and watermarks add. */
  readonly stored_status: MessageStatus;
  /** Who sent the message that it answers. */
  readonly parent_sender_id: string | null;
  /** Whether what it answers was deleted. */
  readonly is_parent_deleted: boolean;
  /** Whether the server has to work at it. */
  readonly is_at_work: boolean;
  /** The act that gave it its content. */
  readonly edit_id: number | null;
}

export interface Key {
  readonly chatId: number;
  readonly senderId: string;
  readonly userId: string | undefined;
  readonly key: string;
}

export type Inserted = MessageRow & { readonly requestHash: Buffer | null };

export interface Changed {
  readonly row: MessageRow;
  readonly before: MessageRow;
}

const LOADED_COLUMNS = `${SHOWN_COLUMNS}, m.status AS stored_status, m.edit_id,
  CASE WHEN m.parent_message_id IS NOT NULL THEN (
    SELECT q.sender_id FROM message q WHERE q.chat_id = m.chat_id AND q.id = m.parent_message_id) END AS parent_sender_id,
  m.parent_message_id IS NOT NULL AND (
    SELECT q.deleted_at FROM message q WHERE q.chat_id = m.chat_id AND q.id = m.parent_message_id) IS NOT NULL AS is_parent_deleted,
  m.status = 'SENDING' AND (
    SELECT true FROM message_work w WHERE w.chat_id = m.chat_id AND w.message_id = m.id) IS NOT NULL AS is_at_work`;

export const LOAD = `SELECT ${LOADED_COLUMNS}
  FROM ${WANTED.sql} CROSS JOIN LATERAL (
    SELECT * FROM message m WHERE m.chat_id = w.chat_id AND m.id = w.message_id OFFSET 0
  ) m JOIN chat c ON c.id = m.chat_id ${reachedSql('c.chat_type')}`;

export const LOAD_REPLIES = `SELECT ${LOADED_COLUMNS}
  FROM ${WANTED.sql} JOIN message_work k ON k.chat_id = w.chat_id AND k.kind = 'reply' CROSS JOIN LATERAL (
    SELECT * FROM message m
    WHERE m.chat_id = k.chat_id AND m.id = k.message_id AND m.parent_message_id = w.message_id OFFSET 0
  ) m JOIN chat c ON c.id = m.chat_id ${reachedSql('c.chat_type')}`;

export const LOAD_CITING = `SELECT ${LOADED_COLUMNS}
  FROM ${WANTED.sql} ${CITING} CROSS JOIN LATERAL (
    SELECT * FROM message m WHERE m.chat_id = w.chat_id AND m.id = t.message_id OFFSET 0
  ) m JOIN chat c ON c.id = m.chat_id ${reachedSql('c.chat_type')}`;

export const KEYS = new RowList<Key>('w', {
  chat_id: ['bigint', ({ chatId }) => chatId],
  sender_id: ['text', ({ senderId }) => senderId],
  key: ['text', ({ key }) => key],
  user_id: ['text', ({ userId }) => userId ?? null],
});
export const LOAD_BY_KEY = `SELECT ${LOADED_COLUMNS}, m.request_hash,
    (SELECT min(r.created_at) FROM message r
      WHERE r.chat_id = m.chat_id AND r.parent_message_id = m.id AND r.sender_id = '${ASSISTANT}') AS asked_at,
    coalesce(m.sent_seq, least(m.change_seq, (
      SELECT p.change_seq FROM participant p WHERE p.chat_id = m.chat_id AND p.user_id = w.user_id))) AS sent_seq
  FROM ${KEYS.sql} CROSS JOIN LATERAL (
    SELECT * FROM message m
    WHERE m.chat_id = w.chat_id AND m.sender_id = w.sender_id AND m.client_message_id = w.key OFFSET 0
  ) m JOIN chat c ON c.id = m.chat_id ${reachedSql('c.chat_type')}`;

export const INSERTED = new RowList<Inserted>('u', {
  chat_id: ['bigint', (row) => row.chat_id],
  id: ['bigint', (row) => row.id],
  change_seq: ['bigint', (row) => row.change_seq],
  sender_id: ['text', (row) => row.sender_id],
  sent_by: ['text', (row) => row.sent_by],
  is_user: ['boolean', (row) => row.is_user],
  message_type: ['text', (row) => row.message_type],
  status: ['text', (row) => row.stored_status],
  content: ['text', (row) => row.content],
  message_metadata: ['json', (row) => jsonOrNull(row.message_metadata)],
  parent_message_id: ['bigint', (row) => row.parent_message_id],
  thread_root_id: ['bigint', (row) => row.thread_root_id],
  reply_count: ['integer', (row) => row.reply_count],
  recipients: ['integer', (row) => row.recipients],
  client_message_id: ['text', (row) => row.client_message_id],
  request_hash: ['bytea', (row) => row.requestHash],
});
export const INSERT = `INSERT INTO message (${INSERTED.names}, sent_seq, created_at, updated_at)
  SELECT u.*, CASE WHEN client_message_id IS NOT NULL THEN change_seq END, ${INSERTED.next}::timestamptz, ${INSERTED.next} FROM ${INSERTED.sql}`;

/** What is null stays as it is. */
export const CHANGED = new RowList<Changed>('u', {
  chat_id: ['bigint', ({ row }) => row.chat_id],
  id: ['bigint', ({ row }) => row.id],
  change_seq: ['bigint', ({ row }) => row.change_seq],
  status: ['text', ({ row }) => row.stored_status],
  content: ['text', ({ row, before }) => (row.content === before.content ? null : row.content)],
  has_metadata: ['boolean', hasNewMetadata],
  message_metadata: ['json', (change) => (hasNewMetadata(change) ? jsonOrNull(change.row.message_metadata) : null)],
  reply_count: ['integer', ({ row }) => row.reply_count],
  reactions: [
    'jsonb',
    ({ row, before }) => (row.reactions === before.reactions ? null : JSON.stringify(row.reactions)),
  ],
  recipients: ['integer', ({ row }) => row.recipients],
  addressed_id: ['bigint', ({ row }) => row.addressed_id],
});
export const STORE = `UPDATE message m SET change_seq = u.change_seq, status = u.status, content = coalesce(u.content, m.content),
    message_metadata = CASE WHEN u.has_metadata THEN u.message_metadata ELSE m.message_metadata END,
    reply_count = u.reply_count, reactions = coalesce(u.reactions, m.reactions), recipients = u.recipients,
    addressed_id = u.addressed_id, updated_at = ${CHANGED.next}
  FROM ${CHANGED.sql} WHERE m.chat_id = u.chat_id AND m.id = u.id`;

export const REWRITTEN = new RowList<MessageRow>('u', {
  chat_id: ['bigint', (row) => row.chat_id],
  id: ['bigint', (row) => row.id],
  edited_at: ['timestamptz', (row) => row.edited_at],
  edit_id: ['bigint', (row) => row.edit_id],
  deleted_at: ['timestamptz', (row) => row.deleted_at],
});
export const REWRITE = `UPDATE message m SET edited_at = u.edited_at, edit_id = u.edit_id, deleted_at = u.deleted_at, request_hash = NULL
  FROM ${REWRITTEN.sql} WHERE m.chat_id = u.chat_id AND m.id = u.id`;

export const WRITTEN = new RowList<MessageRow>('u', {
  chat_id: ['bigint', (row) => row.chat_id],
  id: ['bigint', (row) => row.id],
  content: ['text', (row) => row.content],
  message_metadata: ['json', (row) => jsonOrNull(row.message_metadata)],
});
export const WRITE = `UPDATE message m SET content = u.content, message_metadata = u.message_metadata
  FROM ${WRITTEN.sql} WHERE m.chat_id = u.chat_id AND m.id = u.id`;

export type Touched = MessagePlace & { readonly seq: number };
export const TOUCHED = new RowList<Touched>('u', { ...PLACE, change_seq: ['bigint', ({ seq }: Touched) => seq] });
export const TOUCH = `UPDATE message m SET change_seq = u.change_seq, updated_at = ${TOUCHED.next}
  FROM ${TOUCHED.sql} WHERE m.chat_id = u.chat_id AND m.id = u.message_id`;

function hasNewMetadata({ row, before }: Changed): boolean {
  return row.message_metadata !== before.message_metadata;
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
