import type { BatchFacts, MessageStatus, Rows } from '#libs/chat';
import { RowList, type Statement } from '#libs/database';
import { ASSISTANT } from '#libs/http';
import { type MessageView, reached, SHOWN_COLUMNS } from '../shown/message-view.js';

/** A message as it is shown, and what judgements need besides. */
export interface MessageRow extends MessageView {
  /** Without what readers' receipts and watermarks add. */
  readonly stored_status: MessageStatus;
  /** Who sent the message that it answers. */
  readonly parent_sender_id: string | null;
  /** Whether the server has to work at it. */
  readonly is_at_work: boolean;
}

/** What was kept of a send with a key. */
export interface KeptSend {
  readonly row: MessageRow;
  readonly requestHash: Buffer;
  /** The chat's number of the send. Where it was not kept, no later than the departure of who is outside. */
  readonly sentSeq: number;
  /** When the reply to it was opened; null without one. */
  readonly askedAt: string | null;
}

type KeyRow = MessageRow & {
  readonly request_hash: Buffer;
  readonly sent_seq: number;
  readonly asked_at: string | null;
};

interface Key {
  readonly chatId: number;
  readonly senderId: string;
  readonly userId: string | undefined;
  readonly key: string;
}

type Inserted = MessageRow & { readonly requestHash: Buffer | null };

interface Changed {
  readonly row: MessageRow;
  readonly before: MessageRow;
}

/** The messages of a batch: those that it changes, by their ids and by the keys of their sends, and new ones. */
export class MessageRows implements Rows {
  static readonly order = 3;
  private readonly wanted = new Map<string, readonly [number, number]>();
  private readonly wantedKeys: Key[] = [];
  private readonly loadedRows = new Map<string, MessageRow>();
  private readonly rows = new Map<string, MessageRow>();
  private readonly kept = new Map<string, KeptSend>();
  private readonly inserted: Inserted[] = [];
  private readonly changed = new Set<string>();
  private readonly touched = new Map<string, readonly [number, number, number]>();

  constructor(private readonly batch: BatchFacts) {}

  want(chatId: number, id: number): void {
    this.wanted.set(at(chatId, id), [chatId, id]);
  }

  wantKey(key: Key): void {
    this.wantedKeys.push(key);
  }

  get(chatId: number, id: number): MessageRow | undefined {
    return this.rows.get(at(chatId, id));
  }

  /** Those of a chat that somebody in the batch wants. */
  ofChat(chatId: number): MessageRow[] {
    return [...this.rows.values()].filter((row) => row.chat_id === chatId);
  }

  findByKey(chatId: number, senderId: string, key: string): KeptSend | undefined {
    const kept = this.kept.get(keyOf(chatId, senderId, key));
    return kept && { ...kept, row: this.get(chatId, kept.row.id) ?? kept.row };
  }

  insert(row: MessageRow, requestHash: Buffer | null, askedAt: string | null): void {
    this.inserted.push({ ...row, requestHash });
    this.rows.set(at(row.chat_id, row.id), row);
    if (row.client_message_id === null || requestHash === null) return;
    const kept = { row, requestHash, sentSeq: row.change_seq, askedAt };
    this.kept.set(keyOf(row.chat_id, row.sender_id, row.client_message_id), kept);
  }

  /** Replaces the message; its `change_seq` is the number of this change. */
  set(row: MessageRow): void {
    this.show(row);
    this.changed.add(at(row.chat_id, row.id));
  }

  /** Replaces what is shown of it; its stored row does not change. */
  show(row: MessageRow): void {
    this.rows.set(at(row.chat_id, row.id), row);
  }

  /** Gives these messages the number `seq`: what they show has changed, their columns have not. */
  touch(chatId: number, ids: readonly number[], seq: number): void {
    for (const id of ids) {
      const row = this.get(chatId, id);
      if (row === undefined) this.touched.set(at(chatId, id), [chatId, id, seq]);
      else this.set({ ...row, change_seq: seq, updated_at: this.batch.now });
    }
  }

  loads(): readonly Statement[] {
    return [
      ...KEYS.statements({ name: 'message.load-by-key', text: LOAD_BY_KEY }, this.wantedKeys),
      ...WANTED.statements({ name: 'message.load', text: LOAD }, [...this.wanted.values()]),
    ];
  }

  loaded(results: readonly unknown[][]): void {
    for (const row of results.flat() as (MessageRow | KeyRow)[]) {
      this.loadedRows.set(at(row.chat_id, row.id), row);
      this.rows.set(at(row.chat_id, row.id), row);
      if (!('request_hash' in row) || row.client_message_id === null) continue;
      const { request_hash: requestHash, sent_seq: sentSeq, asked_at: askedAt } = row;
      this.kept.set(keyOf(row.chat_id, row.sender_id, row.client_message_id), { row, requestHash, sentSeq, askedAt });
    }
  }

  stores(): readonly Statement[] {
    const isNew = new Set(this.inserted.map((row) => at(row.chat_id, row.id)));
    // A question's reply counts as one of its replies before it is stored.
    const inserted = this.inserted.map((row) => ({ ...row, ...this.get(row.chat_id, row.id) }));
    const changed = [...this.changed]
      .filter((place) => !isNew.has(place))
      .map((place) => ({ row: this.rows.get(place)!, before: this.loadedRows.get(place)! }));
    const { now } = this.batch;
    return [
      ...INSERTED.statements({ name: 'message.insert', text: INSERT }, inserted, now),
      ...CHANGED.statements({ name: 'message.store', text: STORE }, changed, now),
      ...TOUCHED.statements({ name: 'message.touch', text: TOUCH }, [...this.touched.values()], now),
    ];
  }
}

const LOADED_COLUMNS = `${SHOWN_COLUMNS}, m.status AS stored_status,
  CASE WHEN m.parent_message_id IS NOT NULL THEN (
    SELECT q.sender_id FROM message q WHERE q.chat_id = m.chat_id AND q.id = m.parent_message_id) END AS parent_sender_id,
  m.status = 'SENDING' AND (
    SELECT true FROM message_work w WHERE w.chat_id = m.chat_id AND w.message_id = m.id) IS NOT NULL AS is_at_work`;

const WANTED = new RowList<readonly [number, number]>('w', {
  chat_id: ['bigint', ([chatId]) => chatId],
  id: ['bigint', ([, id]) => id],
});
const LOAD = `SELECT ${LOADED_COLUMNS}
  FROM ${WANTED.sql} CROSS JOIN LATERAL (
    SELECT * FROM message m WHERE m.chat_id = w.chat_id AND m.id = w.id OFFSET 0
  ) m JOIN chat c ON c.id = m.chat_id ${reached('c.chat_type')}`;

const KEYS = new RowList<Key>('w', {
  chat_id: ['bigint', ({ chatId }) => chatId],
  sender_id: ['text', ({ senderId }) => senderId],
  key: ['text', ({ key }) => key],
  user_id: ['text', ({ userId }) => userId ?? null],
});
const LOAD_BY_KEY = `SELECT ${LOADED_COLUMNS}, m.request_hash,
    (SELECT min(r.created_at) FROM message r
      WHERE r.chat_id = m.chat_id AND r.parent_message_id = m.id AND r.sender_id = '${ASSISTANT}') AS asked_at,
    coalesce(m.sent_seq, least(m.change_seq, (
      SELECT p.change_seq FROM participant p WHERE p.chat_id = m.chat_id AND p.user_id = w.user_id))) AS sent_seq
  FROM ${KEYS.sql} CROSS JOIN LATERAL (
    SELECT * FROM message m
    WHERE m.chat_id = w.chat_id AND m.sender_id = w.sender_id AND m.client_message_id = w.key OFFSET 0
  ) m JOIN chat c ON c.id = m.chat_id ${reached('c.chat_type')}`;

const INSERTED = new RowList<Inserted>('u', {
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
const INSERT = `INSERT INTO message (${INSERTED.names}, sent_seq, created_at, updated_at)
  SELECT u.*, CASE WHEN client_message_id IS NOT NULL THEN change_seq END, $17::timestamptz, $17 FROM ${INSERTED.sql}`;

/** What is null stays as it is. */
const CHANGED = new RowList<Changed>('u', {
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
const STORE = `UPDATE message m SET change_seq = u.change_seq, status = u.status, content = coalesce(u.content, m.content),
    message_metadata = CASE WHEN u.has_metadata THEN u.message_metadata ELSE m.message_metadata END,
    reply_count = u.reply_count, reactions = coalesce(u.reactions, m.reactions), recipients = u.recipients,
    addressed_id = u.addressed_id, updated_at = $12
  FROM ${CHANGED.sql} WHERE m.chat_id = u.chat_id AND m.id = u.id`;

const TOUCHED = new RowList<readonly [number, number, number]>('u', {
  chat_id: ['bigint', ([chatId]) => chatId],
  id: ['bigint', ([, id]) => id],
  change_seq: ['bigint', ([, , seq]) => seq],
});
const TOUCH = `UPDATE message m SET change_seq = u.change_seq, updated_at = $4
  FROM ${TOUCHED.sql} WHERE m.chat_id = u.chat_id AND m.id = u.id`;

function hasNewMetadata({ row, before }: Changed): boolean {
  return row.message_metadata !== before.message_metadata;
}

function at(chatId: number, id: number): string {
  return `${chatId} ${id}`;
}

function keyOf(chatId: number, senderId: string, key: string): string {
  return JSON.stringify([chatId, senderId, key]);
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
