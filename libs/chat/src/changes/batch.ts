import type { Actor } from '#libs/auth';
import { RowList, type Statement } from '#libs/database';
import { markDueStatements } from '../rows/webhook-due.repository.js';
import { ChatRows } from './chat-rows.js';
import { ParticipantRows } from './participant-rows.js';
import { type BatchFacts, inOrder, type Load, load, type Rows, type Table } from './rows.js';

/** Message ids that a change may need: in any chat, more in a GROUP, more where the server works at messages. */
export interface Ids {
  readonly always?: number;
  readonly inGroup?: number;
  readonly inRag?: number;
}

/** What a batch asks of a change before it is judged. */
export interface BatchedChange {
  readonly chatId: number;
  readonly actor: Actor;
  readonly ids: Ids;
  /** Says which rows it wants to see, besides the chat and the actor's own row as a participant. */
  wants(batch: Batch): void;
}

/** Changes that share a transaction, and their common copy of the rows that they want. */
export class Batch implements BatchFacts {
  readonly chats = new ChatRows(this);
  private readonly tables = new Map<Table<Rows>, Rows>();
  private asked: readonly Load[] = [];
  private time: string | undefined;
  private ids: readonly number[] = [];
  private drawn = 0;

  /**
   * Each change's own actor is wanted for it.
   * @param hasWebhooks whether each changed chat is marked, for the webhooks
   */
  constructor(
    readonly changes: readonly BatchedChange[],
    private readonly hasWebhooks: boolean,
  ) {
    for (const change of changes) {
      if (change.actor.userId !== undefined) this.of(ParticipantRows).want(change.chatId, change.actor.userId);
      change.wants(this);
    }
  }

  /** Alone, a change may load as much as it needs. */
  get isOfOne(): boolean {
    return this.changes.length === 1;
  }

  /** The copy of a table. */
  of<T extends Rows>(table: Table<T>): T {
    const known = this.tables.get(table);
    if (known !== undefined) return known as T;
    const rows = new table(this);
    this.tables.set(table, rows);
    return rows;
  }

  /** When the batch had its locks, by the database's clock. */
  get now(): string {
    if (this.time === undefined) throw new Error('the batch is not loaded yet');
    return this.time;
  }

  /** The next message id, above all that are committed in the chats of the batch. */
  nextId(): number {
    const id = this.ids[this.drawn++];
    if (id === undefined) throw new Error('a change needs more ids than it said');
    return id;
  }

  /** Locks the chats, draws ids and the time, and loads; whether it waits for chats that somebody else holds. */
  loads(isPatient: boolean): Statement[] {
    const drawn = load<{ now: string; ids: readonly string[] }>([this.draw()], ({ now, ids }) => {
      this.time = now;
      this.ids = ids.map(Number);
    });
    const rows = inOrder(this.tables).flatMap((table) => table.loads?.() ?? []);
    this.asked = [...this.chats.locks(this.changes, isPatient), ...drawn, ...rows];
    return this.asked.map(({ statement }) => statement);
  }

  /** @param results the rows of each statement */
  loaded(results: readonly unknown[][]): void {
    for (const [nth, { take }] of this.asked.entries()) take(results[nth] ?? []);
  }

  stores(): Statement[] {
    const stores = [this.chats, ...inOrder(this.tables)].flatMap((rows) => rows.stores?.() ?? []);
    return this.hasWebhooks ? [...stores, ...markDueStatements(this.chats.rises(), this.now)] : stores;
  }

  /** How many ids depends on what the chats are, which the lock alone tells. */
  private draw(): Statement {
    const wanted = this.changes.filter(({ ids }) => ids.inGroup !== undefined || ids.inRag !== undefined);
    const always = this.changes.reduce((sum, { ids }) => sum + (ids.always ?? 0), 0);
    return { name: 'changes.draw', text: DRAW, values: [...WANTED.values(wanted), always] };
  }
}

const WANTED = new RowList<BatchedChange>('w', {
  chat_id: ['bigint', ({ chatId }) => chatId],
  in_group: ['integer', ({ ids }) => ids.inGroup ?? 0],
  in_rag: ['integer', ({ ids }) => ids.inRag ?? 0],
});
const DRAW = `SELECT date_trunc('milliseconds', clock_timestamp()) AS now, ARRAY(
    SELECT nextval('message_id_seq') FROM generate_series(1, $4::bigint + (
      SELECT coalesce(sum(CASE WHEN c.chat_type = 'GROUP' THEN w.in_group ELSE 0 END + CASE WHEN c.rag_enabled THEN w.in_rag ELSE 0 END), 0)::bigint
      FROM ${WANTED.sql} JOIN chat c ON c.id = w.chat_id
    ))) AS ids`;
