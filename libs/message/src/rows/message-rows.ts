import { type BatchFacts, type Load, load, type Rows } from '#libs/chat';
import type { Statement } from '#libs/database';
import type { MessagePlace } from '../shown/message-view.js';
import { at, WANTED } from './message-place.js';
import {
  CHANGED,
  INSERT,
  INSERTED,
  type Inserted,
  type Key,
  KEYS,
  LOAD,
  LOAD_BY_KEY,
  LOAD_CITING,
  LOAD_REPLIES,
  type MessageRow,
  REWRITE,
  REWRITTEN,
  STORE,
  TOUCH,
  type Touched,
  TOUCHED,
  WRITE,
  WRITTEN,
} from './message-statements.js';

export type { MessageRow };

/** What was kept of a send with a key. */
export interface KeptSend {
  readonly row: MessageRow;
  /** Null when it was edited or deleted since: what was sent is known no more. */
  readonly requestHash: Buffer | null;
  /** The chat's number of the send. Where it was not kept, no later than the departure of who is outside. */
  readonly sentSeq: number;
  /** When the reply to it was opened; null without one. */
  readonly askedAt: string | null;
}

type KeyRow = MessageRow & {
  readonly client_message_id: string;
  readonly request_hash: Buffer | null;
  readonly sent_seq: number;
  readonly asked_at: string | null;
};

/** The messages of a batch: those that it changes, by their ids and by the keys of their sends, and new ones. */
export class MessageRows implements Rows {
  static readonly table = 'messages';
  private readonly wanted = new Map<string, MessagePlace>();
  private readonly questions: MessagePlace[] = [];
  private readonly cited: MessagePlace[] = [];
  private readonly wantedKeys: Key[] = [];
  private readonly loadedRows = new Map<string, MessageRow>();
  private readonly rows = new Map<string, MessageRow>();
  private readonly kept = new Map<string, KeptSend>();
  private readonly inserted: Inserted[] = [];
  private readonly changed = new Set<string>();
  private readonly rewritten = new Set<string>();
  private readonly written = new Set<string>();
  private readonly touched = new Map<string, Touched>();

  constructor(private readonly batch: BatchFacts) {}

  want(chatId: number, messageId: number): void {
    this.wanted.set(at(chatId, messageId), { chatId, messageId });
  }

  /** The replies to a message that are not finished. */
  wantRepliesTo(chatId: number, messageId: number): void {
    this.questions.push({ chatId, messageId });
  }

  /** The first replies of its chat that cite a message. */
  wantCiting(chatId: number, messageId: number): void {
    this.cited.push({ chatId, messageId });
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

  /** Those that are not finished. */
  repliesTo(chatId: number, messageId: number): MessageRow[] {
    return this.ofChat(chatId).filter((row) => row.is_at_work && row.parent_message_id === messageId);
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

  /** Replaces the message by its edited or deleted form; the original is not kept. */
  rewrite(row: MessageRow): void {
    this.set(row);
    this.rewritten.add(at(row.chat_id, row.id));
  }

  /** Replaces text and metadata of a reply that is being written, which is no change of the chat. */
  write(row: MessageRow): void {
    this.show(row);
    this.written.add(at(row.chat_id, row.id));
  }

  /** Replaces the shown message; its stored row does not change. */
  show(row: MessageRow): void {
    this.rows.set(at(row.chat_id, row.id), row);
  }

  /** Gives these messages the number `seq`: what they show has changed, their columns have not. */
  touch(chatId: number, ids: readonly number[], seq: number): void {
    for (const id of ids) {
      const row = this.get(chatId, id);
      if (row === undefined) this.touched.set(at(chatId, id), { chatId, messageId: id, seq });
      else this.set({ ...row, change_seq: seq, updated_at: this.batch.now });
    }
  }

  loads(): readonly Load[] {
    const wanted = [
      ...WANTED.statements({ name: 'message.load', text: LOAD }, [...this.wanted.values()]),
      ...WANTED.statements({ name: 'message.load-replies', text: LOAD_REPLIES }, this.questions),
      ...WANTED.statements({ name: 'message.load-citing', text: LOAD_CITING }, this.cited),
    ];
    const byKey = KEYS.statements({ name: 'message.load-by-key', text: LOAD_BY_KEY }, this.wantedKeys);
    return [...load<KeyRow>(byKey, (row) => this.takeByKey(row)), ...load<MessageRow>(wanted, (row) => this.take(row))];
  }

  stores(): readonly Statement[] {
    const isNew = new Set(this.inserted.map((row) => at(row.chat_id, row.id)));
    // A question's reply counts as one of its replies before it is stored.
    const inserted = this.inserted.map((row) => ({ ...row, ...this.get(row.chat_id, row.id) }));
    const changed = [...this.changed]
      .filter((key) => !isNew.has(key))
      .map((key) => ({ row: this.rows.get(key)!, before: this.loadedRows.get(key)! }));
    const rewritten = [...this.rewritten].map((key) => this.rows.get(key)!);
    const written = [...this.written].map((key) => this.rows.get(key)!);
    const { now } = this.batch;
    return [
      ...INSERTED.statements({ name: 'message.insert', text: INSERT }, inserted, now),
      ...CHANGED.statements({ name: 'message.store', text: STORE }, changed, now),
      ...REWRITTEN.statements({ name: 'message.rewrite', text: REWRITE }, rewritten),
      ...WRITTEN.statements({ name: 'message.write', text: WRITE }, written),
      ...TOUCHED.statements({ name: 'message.touch', text: TOUCH }, [...this.touched.values()], now),
    ];
  }

  private take(row: MessageRow): void {
    this.loadedRows.set(at(row.chat_id, row.id), row);
    this.rows.set(at(row.chat_id, row.id), row);
  }

  private takeByKey(row: KeyRow): void {
    const { request_hash: requestHash, sent_seq: sentSeq, asked_at: askedAt } = row;
    this.take(row);
    this.kept.set(keyOf(row.chat_id, row.sender_id, row.client_message_id), { row, requestHash, sentSeq, askedAt });
  }
}

function keyOf(chatId: number, senderId: string, key: string): string {
  return JSON.stringify([chatId, senderId, key]);
}
