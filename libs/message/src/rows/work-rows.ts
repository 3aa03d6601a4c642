import { type Load, load, type Rows } from '#libs/chat';
import { RowList, type Statement } from '#libs/database';
import type { MessagePlace } from '../shown/message-view.js';
import { at, PLACE } from './message-place.js';
import type { WorkKind } from './work-rule.js';

export interface NewWork {
  readonly chatId: number;
  readonly messageId: number;
  readonly kind: WorkKind;
  readonly asker: string;
  /** The chat's number when it began. */
  readonly changeSeq: number;
  /** From 1; a retry is another one. */
  readonly attempt: number;
}

interface WorkRow {
  readonly chat_id: number;
  readonly message_id: number;
  readonly lease: string | null;
}

/** Files of one person that wait or are being read. */
export const MAX_FILES = 1_000;

/** What the server has to do. */
export class WorkRows implements Rows {
  static readonly table = 'work';
  private readonly wanted: MessagePlace[] = [];
  private readonly questions: MessagePlace[] = [];
  private readonly cited: MessagePlace[] = [];
  private readonly askers = new Set<string>();
  private readonly rows = new Map<string, WorkRow>();
  private readonly files = new Map<string, number>();
  private readonly added: NewWork[] = [];
  private readonly removed: WorkRow[] = [];

  want(chatId: number, messageId: number): void {
    this.wanted.push({ chatId, messageId });
  }

  /** The replies to a message that are not finished. */
  wantRepliesTo(chatId: number, messageId: number): void {
    this.questions.push({ chatId, messageId });
  }

  /** The replies of its chat that cite a message and are not finished. */
  wantCiting(chatId: number, messageId: number): void {
    this.cited.push({ chatId, messageId });
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

  loads(): readonly Load[] {
    const wanted = [
      ...WANTED.statements({ name: 'message-work.load', text: LOAD }, this.wanted),
      ...WANTED.statements({ name: 'message-work.load-replies', text: LOAD_REPLIES }, this.questions),
      ...WANTED.statements({ name: 'message-work.load-citing', text: LOAD_CITING }, this.cited),
    ];
    const counted = { name: 'message-work.count-files', text: COUNT_FILES };
    return [
      ...load<WorkRow>(wanted, (row) => this.rows.set(at(row.chat_id, row.message_id), row)),
      ...load<{ asker: string; files: number }>(
        ASKERS.statements(counted, [...this.askers], MAX_FILES),
        ({ asker, files }) => this.files.set(asker, files),
      ),
    ];
  }

  stores(): readonly Statement[] {
    return [
      ...REMOVED.statements({ name: 'message-work.remove', text: REMOVE }, this.removed),
      ...ADDED.statements({ name: 'message-work.add', text: ADD }, this.added),
    ];
  }
}

const WANTED = new RowList<MessagePlace>('u', PLACE);
const LOAD = `SELECT w.chat_id, w.message_id, w.lease
  FROM ${WANTED.sql} JOIN message_work w ON w.chat_id = u.chat_id AND w.message_id = u.message_id
  ORDER BY w.chat_id, w.message_id FOR UPDATE OF w`;

const LOAD_REPLIES = `SELECT w.chat_id, w.message_id, w.lease
  FROM ${WANTED.sql} JOIN message_work w ON w.chat_id = u.chat_id AND w.kind = 'reply'
  WHERE (SELECT m.parent_message_id FROM message m WHERE m.chat_id = w.chat_id AND m.id = w.message_id) = u.message_id
  ORDER BY w.chat_id, w.message_id FOR UPDATE OF w`;

const LOAD_CITING = `SELECT w.chat_id, w.message_id, w.lease
  FROM ${WANTED.sql} JOIN message_work w ON w.chat_id = u.chat_id AND w.kind = 'reply'
  WHERE EXISTS (SELECT 1 FROM message_citation t WHERE t.cited_chat_id = u.chat_id AND t.cited_id = u.message_id
    AND t.chat_id = w.chat_id AND t.message_id = w.message_id)
  ORDER BY w.chat_id, w.message_id FOR UPDATE OF w`;

const ASKERS = new RowList<string>('u', { asker: ['text', (asker) => asker] });
const COUNT_FILES = `SELECT u.asker, (SELECT count(*)::integer FROM (
    SELECT 1 FROM message_work w WHERE w.kind = 'file' AND w.asker = u.asker LIMIT ${ASKERS.next}) f) AS files
  FROM ${ASKERS.sql}`;

const REMOVED = new RowList<WorkRow>('u', {
  chat_id: ['bigint', (row) => row.chat_id],
  message_id: ['bigint', (row) => row.message_id],
});
const REMOVE = `DELETE FROM message_work w USING ${REMOVED.sql}
  WHERE w.chat_id = u.chat_id AND w.message_id = u.message_id`;

const ADDED = new RowList<NewWork>('u', {
  ...PLACE,
  kind: ['text', ({ kind }: NewWork) => kind],
  asker: ['text', ({ asker }: NewWork) => asker],
  change_seq: ['bigint', ({ changeSeq }: NewWork) => changeSeq],
  attempt: ['integer', ({ attempt }: NewWork) => attempt],
});
const ADD = `INSERT INTO message_work (${ADDED.names}) SELECT * FROM ${ADDED.sql}`;
