import { AWAY, type BatchFacts, type Load, load, type Rows, UNREAD_AFTER, type WatermarkView } from '#libs/chat';
import { RowList, type Statement } from '#libs/database';
import type { MessagePlace } from '../shown/message-view.js';
import { at, PLACE, WANTED } from './message-place.js';
import { countUnreadSql, coveredMessagesSql } from './passed-sql.js';

/** What a reader reports. */
export type MarkStatus = 'DELIVERED' | 'READ';

interface MarkPlace extends MessagePlace {
  readonly userId: string;
}

type Marked = MarkPlace & { readonly status: MarkStatus };

/** What a reader has reported of one message. */
export interface ReaderMark {
  readonly status: MarkStatus | null;
  /** Messages up to here came before the reader's present stay and are never unread. */
  readonly unread_after: number;
}

/** What a watermark passes on its way to a message. */
export interface WatermarkSpan {
  readonly away: WatermarkView['away'];
  /** Messages that change because it passes them; see {@link coveredMessagesSql}. */
  readonly covered: readonly number[];
  /** The chat's count of messages when it was counted. */
  readonly message_count: number;
  /** Counts either the messages that it passes or those beyond it, whichever are fewer; null when it does not move. */
  readonly passed: number | null;
  readonly beyond: number | null;
  /** Whether it is too much for a batch of several changes. */
  readonly is_heavy: boolean;
}

/** Somebody who has received a message that is only now addressed to them. */
export interface EarlyReader {
  readonly user_id: string;
  readonly has_read: boolean;
}

/** How far a reader's watermarks have come, from where the one for READ stood. */
type Passed = MarkPlace & { readonly readBefore: number; readonly delivered: number; readonly read: number };

type Row<Loaded> = Loaded & { readonly chat_id: number; readonly message_id: number; readonly user_id: string };

/** Messages and single marks that a watermark may pass in a batch of several changes; with more it runs alone. */
const MAX_PASSED = 1_000;
const MAX_COVERED = 100;

/** Marks on single messages of a GROUP, above each reader's watermark, and what watermarks pass. */
export class ReceiptRows implements Rows {
  static readonly table = 'receipts';
  private readonly wantedMarks: MarkPlace[] = [];
  private readonly wantedSpans: Marked[] = [];
  private readonly wantedReaders: MessagePlace[] = [];
  private readonly wantedReadBy: MessagePlace[] = [];
  private readonly marks = new Map<string, ReaderMark>();
  private readonly spans = new Map<string, WatermarkSpan>();
  private readonly early = new Map<string, EarlyReader[]>();
  private readonly marked = new Map<string, readonly string[]>();
  private readonly saved = new Map<string, Marked>();
  private readonly dropped: Passed[] = [];

  constructor(private readonly batch: BatchFacts) {}

  wantMark(place: MarkPlace): void {
    this.wantedMarks.push(place);
  }

  wantSpan(place: MarkPlace, status: MarkStatus): void {
    this.wantedSpans.push({ ...place, status });
  }

  /** Asks which participants have received a message that is not SENT yet. */
  wantEarlyReaders(chatId: number, messageId: number): void {
    this.wantedReaders.push({ chatId, messageId });
  }

  /** Asks who has marked a message as read by a receipt, beyond watermarks. */
  wantReadBy(chatId: number, messageId: number): void {
    this.wantedReadBy.push({ chatId, messageId });
  }

  readBy(chatId: number, messageId: number): readonly string[] {
    return this.marked.get(at(chatId, messageId)) ?? [];
  }

  mark(place: MarkPlace): ReaderMark | undefined {
    return this.marks.get(markOf(place));
  }

  span(place: MarkPlace): WatermarkSpan | undefined {
    return this.spans.get(markOf(place));
  }

  earlyReaders(chatId: number, messageId: number): readonly EarlyReader[] {
    return this.early.get(at(chatId, messageId)) ?? [];
  }

  setMark(place: MarkPlace, status: MarkStatus): void {
    const known = this.mark(place);
    if (known !== undefined) this.marks.set(markOf(place), { ...known, status });
    this.saved.set(markOf(place), { ...place, status });
  }

  /** Deletes single marks that the new watermarks already imply; `readBefore` is the old `read_up_to`. */
  dropCovered(drop: Passed): void {
    this.dropped.push(drop);
  }

  loads(): readonly Load[] {
    const spans = this.batch.isOfOne
      ? { name: 'receipt.load-span', text: WHOLE_SPAN }
      : { name: 'receipt.load-spans', text: SHORT_SPANS };
    const marks = MARKS.statements({ name: 'receipt.load', text: LOAD }, this.wantedMarks);
    const early = { name: 'receipt.load-early-readers', text: LOAD_EARLY_READERS };
    const readBy = { name: 'receipt.load-read-by', text: LOAD_READ_BY };
    return [
      ...load<Row<ReaderMark>>(marks, (row) => this.marks.set(markOfRow(row), row)),
      ...load<Row<WatermarkSpan>>(SPANS.statements(spans, this.wantedSpans), (row) =>
        this.spans.set(markOfRow(row), row),
      ),
      ...load<Row<EarlyReader>>(WANTED.statements(early, this.wantedReaders), (row) => {
        const message = at(row.chat_id, row.message_id);
        this.early.set(message, [...(this.early.get(message) ?? []), row]);
      }),
      ...load<Row<{ read_by: readonly string[] }>>(WANTED.statements(readBy, this.wantedReadBy), (row) =>
        this.marked.set(at(row.chat_id, row.message_id), row.read_by),
      ),
    ];
  }

  stores(): readonly Statement[] {
    return [
      ...SAVED.statements({ name: 'receipt.save', text: SAVE }, [...this.saved.values()]),
      ...DROPPED.statements({ name: 'receipt.drop-covered', text: DROP_COVERED }, this.dropped),
    ];
  }
}

const MARK = { ...PLACE, user_id: ['text', ({ userId }: MarkPlace) => userId] } as const;

const MARKS = new RowList<MarkPlace>('w', MARK);
const LOAD = `SELECT w.chat_id, w.message_id, w.user_id, (
    SELECT r.status FROM receipt r
    WHERE r.chat_id = w.chat_id AND r.message_id = w.message_id AND r.user_id = w.user_id) AS status, ${UNREAD_AFTER}
  FROM ${MARKS.sql} CROSS JOIN LATERAL (
    SELECT p.membership FROM participant p WHERE p.chat_id = w.chat_id AND p.user_id = w.user_id OFFSET 0
  ) p`;

const LOAD_EARLY_READERS = `SELECT w.chat_id, w.message_id, p.user_id,
    p.read_up_to >= w.message_id OR p.user_id = ANY (marks.reading) AS has_read
  FROM ${WANTED.sql}
  JOIN message m ON m.chat_id = w.chat_id AND m.id = w.message_id AND m.status IN ('SENDING', 'FAILED')
  CROSS JOIN LATERAL (
    -- Two looks at the marks, and none for each participant.
    SELECT ARRAY(SELECT r.user_id FROM receipt r WHERE r.chat_id = w.chat_id AND r.message_id = w.message_id) AS marking,
      ARRAY(SELECT r.user_id FROM receipt r
        WHERE r.chat_id = w.chat_id AND r.message_id = w.message_id AND r.status = 'READ') AS reading
    OFFSET 0
  ) marks JOIN participant p ON p.chat_id = w.chat_id
  WHERE upper_inf(p.membership) AND (p.delivered_up_to >= w.message_id OR p.user_id = ANY (marks.marking))`;

const LOAD_READ_BY = `SELECT w.chat_id, w.message_id, ARRAY(SELECT r.user_id FROM receipt r
    WHERE r.chat_id = w.chat_id AND r.message_id = w.message_id AND r.status = 'READ') AS read_by FROM ${WANTED.sql}`;

const MARKED = { ...MARK, status: ['text', ({ status }: Marked) => status] } as const;

const SAVED = new RowList<Marked>('u', MARKED);
const SAVE = `INSERT INTO receipt (${SAVED.names}) SELECT * FROM ${SAVED.sql}
  ON CONFLICT (chat_id, message_id, user_id) DO UPDATE SET status = EXCLUDED.status`;

const DROPPED = new RowList<Passed>('u', {
  chat_id: ['bigint', ({ chatId }) => chatId],
  user_id: ['text', ({ userId }) => userId],
  read_before: ['bigint', ({ readBefore }) => readBefore],
  delivered: ['bigint', ({ delivered }) => delivered],
  read: ['bigint', ({ read }) => read],
});
const DROP_COVERED = `DELETE FROM receipt r USING ${DROPPED.sql}
  WHERE r.chat_id = u.chat_id AND r.user_id = u.user_id AND r.message_id > u.read_before
    AND r.message_id <= u.delivered AND (r.message_id <= u.read OR r.status = 'DELIVERED')`;

const SPANS = new RowList<Marked>('w', MARKED);

const unread = (after: string, upTo: string, most: number | undefined) =>
  countUnreadSql(
    { chatId: 'p.chat_id', chatType: 'c.chat_type', userId: 'p.user_id', unreadAfter: 'p.unread_after', after, upTo },
    most,
  );

/**
 * Counts on the shorter side of the new watermark: `read_up_to` --passed--> `read` --beyond--> last message.
 * With `most`, it looks at no more messages and marks than that, and `is_heavy` says whether there are more.
 */
const spansSql = (most?: { readonly passed: number; readonly covered: number }) => `
  SELECT p.chat_id, w.message_id, p.user_id, p.away, c.message_count, covered.ids AS covered,
    CASE WHEN counts.is_nearer THEN counts.passed END AS passed, CASE WHEN NOT counts.is_nearer THEN counts.beyond END AS beyond,
    ${most === undefined ? 'false' : `coalesce(counts.scanned, 0) >= ${most.passed} OR cardinality(covered.ids) >= ${most.covered}`} AS is_heavy
  FROM ${SPANS.sql}
  JOIN chat c ON c.id = w.chat_id
  CROSS JOIN LATERAL (
    SELECT p.*, ${AWAY}, ${UNREAD_AFTER}, greatest(p.delivered_up_to, w.message_id) AS delivered,
      CASE WHEN w.status = 'READ' THEN greatest(p.read_up_to, w.message_id) ELSE p.read_up_to END AS read
    FROM participant p WHERE p.chat_id = w.chat_id AND p.user_id = w.user_id OFFSET 0
  ) p
  CROSS JOIN LATERAL (
    SELECT n.is_nearer, counted.unread AS passed, counted.unread AS beyond, counted.scanned
    FROM (
      SELECT coalesce((c.last_message->>'id')::bigint, p.read) - p.read >= p.read - p.read_up_to AS is_nearer
    ) n CROSS JOIN LATERAL (
      SELECT CASE WHEN n.is_nearer THEN p.read_up_to ELSE p.read END AS after,
        CASE WHEN n.is_nearer THEN p.read ELSE (c.last_message->>'id')::bigint END AS up_to
    ) span LEFT JOIN LATERAL (${unread('span.after', 'span.up_to', most?.passed)}) counted ON p.read > p.read_up_to
  ) counts
  CROSS JOIN LATERAL (
    SELECT ARRAY(SELECT DISTINCT message_id FROM (${coveredMessagesSql(
      {
        chatId: 'p.chat_id',
        userId: 'p.user_id',
        delivered: ['p.delivered_up_to', 'p.delivered'],
        read: ['p.read_up_to', 'p.read'],
      },
      most?.covered,
    )}) passed_singly) AS ids
  ) covered`;

const WHOLE_SPAN = spansSql();
const SHORT_SPANS = spansSql({ passed: MAX_PASSED, covered: MAX_COVERED });

function markOf({ chatId, messageId, userId }: MarkPlace): string {
  return `${at(chatId, messageId)} ${userId}`;
}

function markOfRow({ chat_id, message_id, user_id }: Row<object>): string {
  return markOf({ chatId: chat_id, messageId: message_id, userId: user_id });
}
