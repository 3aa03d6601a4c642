import type { Rows } from '#libs/chat';
import type { Statement } from '#libs/database';
import type { WorkKind } from './work-rule.js';

export interface NewWork {
  readonly chatId: number;
  readonly messageId: number;
  readonly kind: WorkKind;
  readonly asker: string;
  readonly changeSeq: number;
  readonly attempt: number;
}

interface WorkRow {
  readonly chat_id: number;
  readonly message_id: number;
  readonly lease: string | null;
}

/** Files of one person that wait or are being read. */
export const MAX_FILES = 1_000;

/** What the server has to do. Its rows are locked before its messages are read, which is how text is written to them. */
export class WorkRows implements Rows {
  static readonly order = 2;
  private readonly wanted: (readonly [number, number])[] = [];
  private readonly askers = new Set<string>();
  private readonly rows = new Map<string, WorkRow>();
  private readonly files = new Map<string, number>();
  private readonly added: NewWork[] = [];
  private readonly removed: WorkRow[] = [];

  want(chatId: number, messageId: number): void {
    this.wanted.push([chatId, messageId]);
  }

  wantFiles(asker: string): void {
    this.askers.add(asker);
  }

  get(chatId: number, messageId: number): WorkRow | undefined {
    return this.rows.get(at(chatId, messageId));
  }

  /** How many files of a person wait or are being read, counted to {@link MAX_FILES}. */
  filesOf(asker: string): number {
    return this.files.get(asker) ?? 0;
  }

  add(work: NewWork): void {
    this.added.push(work);
    if (work.kind === 'file') this.files.set(work.asker, this.filesOf(work.asker) + 1);
  }

  remove(row: WorkRow): void {
    this.rows.delete(at(row.chat_id, row.message_id));
    this.removed.push(row);
  }

  loads(): readonly Statement[] {
    const { wanted, askers } = this;
    return [
      {
        name: 'message-work.load',
        text: `SELECT w.chat_id, w.message_id, w.lease
          FROM unnest($1::bigint[], $2::bigint[]) u (chat_id, message_id)
          JOIN message_work w ON w.chat_id = u.chat_id AND w.message_id = u.message_id
          ORDER BY w.chat_id, w.message_id FOR UPDATE OF w`,
        values: [wanted.map(([chatId]) => chatId), wanted.map(([, messageId]) => messageId)],
      },
      {
        name: 'message-work.count-files',
        text: `SELECT u.asker, (SELECT count(*)::integer FROM (
            SELECT 1 FROM message_work w WHERE w.kind = 'file' AND w.asker = u.asker LIMIT $2) f) AS files
          FROM unnest($1::text[]) u (asker)`,
        values: [[...askers], MAX_FILES],
      },
    ];
  }

  loaded([rows = [], files = []]: readonly unknown[][]): void {
    for (const row of rows as WorkRow[]) this.rows.set(at(row.chat_id, row.message_id), row);
    for (const { asker, files: count } of files as { asker: string; files: number }[]) this.files.set(asker, count);
  }

  stores(): readonly Statement[] {
    return [...this.storeRemoved(), ...this.storeAdded()];
  }

  private storeRemoved(): Statement[] {
    const { removed } = this;
    if (removed.length === 0) return [];
    return [
      {
        name: 'message-work.remove',
        text: `DELETE FROM message_work w USING unnest($1::bigint[], $2::bigint[]) u (chat_id, message_id)
          WHERE w.chat_id = u.chat_id AND w.message_id = u.message_id`,
        values: [removed.map((row) => row.chat_id), removed.map((row) => row.message_id)],
      },
    ];
  }

  private storeAdded(): Statement[] {
    const { added } = this;
    if (added.length === 0) return [];
    const column = (value: (work: NewWork) => unknown) => added.map(value);
    return [
      {
        name: 'message-work.add',
        text: `INSERT INTO message_work (chat_id, message_id, kind, asker, change_seq, attempt)
          SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::integer[])`,
        values: [
          column(({ chatId }) => chatId),
          column(({ messageId }) => messageId),
          column(({ kind }) => kind),
          column(({ asker }) => asker),
          column(({ changeSeq }) => changeSeq),
          column(({ attempt }) => attempt),
        ],
      },
    ];
  }
}

function at(chatId: number, messageId: number): string {
  return `${chatId} ${messageId}`;
}
