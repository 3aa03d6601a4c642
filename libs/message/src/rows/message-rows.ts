import type { BatchFacts, MessageStatus, Rows } from '#libs/chat';
import type { Statement } from '#libs/database';
import { ASSISTANT } from '#libs/http';
import { type MessageView, reached, SHOWN_COLUMNS } from '../shown/message-view.js';

/** A message as it is shown, and what only changes ask of it. */
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

/** The messages of a batch: those that it changes, by their ids and by the keys of their sends, and new ones. */
export class MessageRows implements Rows {
  static readonly order = 3;
  private readonly wanted = new Map<string, readonly [number, number]>();
  private readonly wantedKeys: Key[] = [];
  private readonly loadedRows = new Map<string, MessageRow>();
  private readonly rows = new Map<string, MessageRow>();
  private readonly kept = new Map<string, KeptSend>();
  private readonly inserted: (MessageRow & { readonly requestHash: Buffer | null })[] = [];
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

  /** What the message is from now on, by a change with a number of its own. */
  set(row: MessageRow): void {
    this.show(row);
    this.changed.add(at(row.chat_id, row.id));
  }

  /** What is shown of it from now on, though its own row stays as it is. */
  show(row: MessageRow): void {
    this.rows.set(at(row.chat_id, row.id), row);
  }

  /** These changed with number `seq`, though nothing in their own rows did. */
  touch(chatId: number, ids: readonly number[], seq: number): void {
    for (const id of ids) {
      const row = this.get(chatId, id);
      if (row === undefined) this.touched.set(at(chatId, id), [chatId, id, seq]);
      else this.set({ ...row, change_seq: seq, updated_at: this.batch.now });
    }
  }

  loads(): readonly Statement[] {
    return [...this.loadByKey(), ...this.loadById()];
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
    return [...this.storeInserted(), ...this.storeChanged(), ...this.storeTouched()];
  }

  private loadById(): Statement[] {
    const wanted = [...this.wanted.values()];
    if (wanted.length === 0) return [];
    return [
      {
        name: 'message.load',
        text: `SELECT ${LOADED_COLUMNS}
          FROM unnest($1::bigint[], $2::bigint[]) w (chat_id, id) CROSS JOIN LATERAL (
            SELECT * FROM message m WHERE m.chat_id = w.chat_id AND m.id = w.id OFFSET 0
          ) m JOIN chat c ON c.id = m.chat_id ${reached('c.chat_type')}`,
        values: [wanted.map(([chatId]) => chatId), wanted.map(([, id]) => id)],
      },
    ];
  }

  private loadByKey(): Statement[] {
    const keys = this.wantedKeys;
    if (keys.length === 0) return [];
    return [
      {
        name: 'message.load-by-key',
        text: `SELECT ${LOADED_COLUMNS}, m.request_hash,
            (SELECT min(r.created_at) FROM message r
              WHERE r.chat_id = m.chat_id AND r.parent_message_id = m.id AND r.sender_id = '${ASSISTANT}') AS asked_at,
            coalesce(m.sent_seq, least(m.change_seq, (
              SELECT p.change_seq FROM participant p WHERE p.chat_id = m.chat_id AND p.user_id = w.user_id))) AS sent_seq
          FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) w (chat_id, sender_id, key, user_id)
          CROSS JOIN LATERAL (
            SELECT * FROM message m
            WHERE m.chat_id = w.chat_id AND m.sender_id = w.sender_id AND m.client_message_id = w.key OFFSET 0
          ) m JOIN chat c ON c.id = m.chat_id ${reached('c.chat_type')}`,
        values: [
          keys.map(({ chatId }) => chatId),
          keys.map(({ senderId }) => senderId),
          keys.map(({ key }) => key),
          keys.map(({ userId }) => userId ?? null),
        ],
      },
    ];
  }

  private storeInserted(): Statement[] {
    const { inserted } = this;
    if (inserted.length === 0) return [];
    // A question's reply counts as one of its replies before it is stored.
    const rows = inserted.map((row) => ({ ...row, ...this.get(row.chat_id, row.id) }));
    const column = (value: (row: (typeof rows)[number]) => unknown) => rows.map(value);
    return [
      {
        name: 'message.insert',
        text: `INSERT INTO message (chat_id, id, change_seq, sender_id, sent_by, is_user, message_type, status, content,
            message_metadata, parent_message_id, thread_root_id, reply_count, recipients, client_message_id, request_hash,
            sent_seq, created_at, updated_at)
          SELECT chat_id, id, change_seq, sender_id, sent_by, is_user, message_type, status, content, message_metadata,
            parent_message_id, thread_root_id, reply_count, recipients, client_message_id, request_hash,
            CASE WHEN client_message_id IS NOT NULL THEN change_seq END, $17::timestamptz, $17
          FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::text[],
            $9::text[], $10::json[], $11::bigint[], $12::bigint[], $13::integer[], $14::integer[], $15::text[], $16::bytea[])
            u (chat_id, id, change_seq, sender_id, sent_by, is_user, message_type, status, content, message_metadata,
              parent_message_id, thread_root_id, reply_count, recipients, client_message_id, request_hash)`,
        values: [
          column((row) => row.chat_id),
          column((row) => row.id),
          column((row) => row.change_seq),
          column((row) => row.sender_id),
          column((row) => row.sent_by),
          column((row) => row.is_user),
          column((row) => row.message_type),
          column((row) => row.stored_status),
          column((row) => row.content),
          column((row) => jsonOrNull(row.message_metadata)),
          column((row) => row.parent_message_id),
          column((row) => row.thread_root_id),
          column((row) => row.reply_count),
          column((row) => row.recipients),
          column((row) => row.client_message_id),
          column((row) => row.requestHash),
          this.batch.now,
        ],
      },
    ];
  }

  private storeChanged(): Statement[] {
    const isNew = new Set(this.inserted.map((row) => at(row.chat_id, row.id)));
    const changes = [...this.changed]
      .filter((place) => !isNew.has(place))
      .map((place) => ({ row: this.rows.get(place)!, before: this.loadedRows.get(place)! }));
    if (changes.length === 0) return [];
    const column = (value: (change: (typeof changes)[number]) => unknown) => changes.map(value);
    return [
      {
        name: 'message.store',
        text: `UPDATE message m SET change_seq = u.change_seq, status = u.status, content = coalesce(u.content, m.content),
            message_metadata = CASE WHEN u.has_metadata THEN u.message_metadata ELSE m.message_metadata END,
            reply_count = u.reply_count, reactions = coalesce(u.reactions, m.reactions), recipients = u.recipients,
            addressed_id = u.addressed_id, updated_at = $12
          FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::boolean[], $7::json[], $8::integer[],
            $9::jsonb[], $10::integer[], $11::bigint[])
            u (chat_id, id, change_seq, status, content, has_metadata, message_metadata, reply_count, reactions, recipients,
              addressed_id)
          WHERE m.chat_id = u.chat_id AND m.id = u.id`,
        values: [
          column(({ row }) => row.chat_id),
          column(({ row }) => row.id),
          column(({ row }) => row.change_seq),
          column(({ row }) => row.stored_status),
          column(({ row, before }) => (row.content === before.content ? null : row.content)),
          column(({ row, before }) => row.message_metadata !== before.message_metadata),
          column(({ row, before }) =>
            row.message_metadata === before.message_metadata ? null : jsonOrNull(row.message_metadata),
          ),
          column(({ row }) => row.reply_count),
          column(({ row, before }) => (row.reactions === before.reactions ? null : JSON.stringify(row.reactions))),
          column(({ row }) => row.recipients),
          column(({ row }) => row.addressed_id),
          this.batch.now,
        ],
      },
    ];
  }

  private storeTouched(): Statement[] {
    const touched = [...this.touched.values()];
    if (touched.length === 0) return [];
    return [
      {
        name: 'message.touch',
        text: `UPDATE message m SET change_seq = u.change_seq, updated_at = $4
          FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) u (chat_id, id, change_seq)
          WHERE m.chat_id = u.chat_id AND m.id = u.id`,
        values: [
          touched.map(([chatId]) => chatId),
          touched.map(([, id]) => id),
          touched.map(([, , seq]) => seq),
          this.batch.now,
        ],
      },
    ];
  }
}

const LOADED_COLUMNS = `${SHOWN_COLUMNS}, m.status AS stored_status,
  CASE WHEN m.parent_message_id IS NOT NULL THEN (
    SELECT q.sender_id FROM message q WHERE q.chat_id = m.chat_id AND q.id = m.parent_message_id) END AS parent_sender_id,
  m.status = 'SENDING' AND (
    SELECT true FROM message_work w WHERE w.chat_id = m.chat_id AND w.message_id = m.id) IS NOT NULL AS is_at_work`;

function at(chatId: number, id: number): string {
  return `${chatId} ${id}`;
}

function keyOf(chatId: number, senderId: string, key: string): string {
  return JSON.stringify([chatId, senderId, key]);
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
