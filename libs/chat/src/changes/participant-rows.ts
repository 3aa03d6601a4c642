import { RowList, type Statement } from '#libs/database';
import { unreadAfterSql, unreadToSql } from '../shown/unread-to.js';
import { type Load, load, type Rows } from './rows.js';

/** Somebody who is or was in a chat. */
export interface ParticipantRow {
  readonly chat_id: number;
  readonly user_id: string;
  readonly membership: string;
  readonly is_present: boolean;
  readonly delivered_up_to: number;
  readonly read_up_to: number;
  readonly seen_count: number;
  /** Whether they have sent, reacted or marked since they came. */
  readonly took_part: boolean;
}

/** How many are in a GROUP. */
interface Present {
  readonly chat_id: number;
  readonly present: number;
}

interface ParticipantDelta {
  readonly chatId: number;
  readonly userId: string;
  /** How many more messages have become read for them. */
  seen: number;
  takesPart: boolean;
  deliveredUpTo: number | null;
  readUpTo: number | null;
  changeSeq: number | null;
}

/** People who come, or go, by the act of a message. */
interface Crossing {
  readonly chatId: number;
  readonly userIds: readonly string[];
  readonly messageId: number;
  readonly seq: number;
  readonly messageCount: number;
}

/** A message that is counted no more. */
interface Retracted {
  readonly chatId: number;
  readonly messageId: number;
  /** What stands for its id where membership is asked. */
  readonly addressedId: number;
  /** The sender, to whom the message was never unread; set in a GROUP only. */
  readonly senderId: string | null;
  /** Users who have read it by a receipt, beyond their watermarks. */
  readonly readBy: readonly string[];
  /** Which rows are written. `unread`: those who had not read it get `seen_count` + 1. `seen`: all others get - 1. */
  readonly from: 'unread' | 'seen';
}

/** The participants that a batch changes or asks for, and how many its GROUPs have. */
export class ParticipantRows implements Rows {
  static readonly table = 'participants';
  private readonly wanted = new Map<string, readonly [number, string]>();
  private readonly counted = new Set<number>();
  private readonly rows = new Map<string, ParticipantRow>();
  private readonly presentIn = new Map<number, number>();
  private readonly changes = new Map<string, ParticipantDelta>();
  private readonly joined: Crossing[] = [];
  private readonly left: Crossing[] = [];
  private readonly retracted: Retracted[] = [];

  want(chatId: number, ...userIds: readonly string[]): void {
    for (const userId of userIds) this.wanted.set(key(chatId, userId), [chatId, userId]);
  }

  /** How many are in it, if it is a GROUP. */
  wantPresent(chatId: number): void {
    this.counted.add(chatId);
  }

  get(chatId: number, userId: string): ParticipantRow | undefined {
    return this.rows.get(key(chatId, userId));
  }

  /** Whether somebody may see the chat; a service as itself sees all. */
  sees(chatId: number, userId: string | undefined): boolean {
    return userId === undefined || this.get(chatId, userId)?.is_present === true;
  }

  presentCount(chatId: number): number {
    return this.presentIn.get(chatId) ?? 0;
  }

  /** Adds to the messages that somebody has read. */
  countSeen(chatId: number, userId: string, messages = 1): void {
    this.change(chatId, userId).seen += messages;
  }

  /** They have sent, reacted or marked. */
  takePart(chatId: number, userId: string): void {
    if (this.get(chatId, userId)?.took_part !== true) this.change(chatId, userId).takesPart = true;
  }

  setWatermarks(row: ParticipantRow, marks: Pick<ParticipantRow, 'delivered_up_to' | 'read_up_to'>, seq: number): void {
    const change = this.change(row.chat_id, row.user_id);
    change.deliveredUpTo = marks.delivered_up_to;
    change.readUpTo = marks.read_up_to;
    change.changeSeq = seq;
    this.rows.set(key(row.chat_id, row.user_id), { ...row, ...marks });
  }

  /** Opens a stay after an act's message; nothing is unread to them. */
  join(crossing: Crossing): void {
    this.joined.push(crossing);
  }

  /** Ends the present stay with an act's message, the last that is addressed to them. */
  leave(crossing: Crossing): void {
    this.left.push(crossing);
  }

  /**
   * Counts a message no more as unread to those to whom it is. `unread`: `message_count` keeps it, and they have seen it.
   * `seen`: `message_count` loses it, and so does everybody else's `seen_count`, of those who left or came later, too.
   */
  retract(retracted: Retracted): void {
    this.retracted.push(retracted);
  }

  loads(): readonly Load[] {
    const wanted = WANTED.statements({ name: 'participant.load', text: LOAD }, [...this.wanted.values()]);
    const counted = COUNTED.statements({ name: 'participant.count-present', text: COUNT_PRESENT }, [...this.counted]);
    return [
      ...load<ParticipantRow>(wanted, (row) => this.rows.set(key(row.chat_id, row.user_id), row)),
      ...load<Present>(counted, ({ chat_id: chatId, present }) => this.presentIn.set(chatId, present)),
    ];
  }

  stores(): readonly Statement[] {
    return [
      ...CHANGED.statements({ name: 'participant.store', text: STORE }, [...this.changes.values()]),
      ...this.joined.map(joinStatement),
      ...this.left.map(leaveStatement),
      ...this.retracted.map(retractStatement),
    ];
  }

  private change(chatId: number, userId: string): ParticipantDelta {
    const known = this.changes.get(key(chatId, userId));
    if (known !== undefined) return known;
    const change = {
      chatId,
      userId,
      seen: 0,
      takesPart: false,
      deliveredUpTo: null,
      readUpTo: null,
      changeSeq: null,
    };
    this.changes.set(key(chatId, userId), change);
    return change;
  }
}

function key(chatId: number, userId: string): string {
  return `${chatId} ${userId}`;
}

const WANTED = new RowList<readonly [number, string]>('w', {
  chat_id: ['bigint', ([chatId]) => chatId],
  user_id: ['text', ([, userId]) => userId],
});
const LOAD = `SELECT p.chat_id, p.user_id, p.membership::text AS membership, upper_inf(p.membership) AS is_present,
    p.delivered_up_to, p.read_up_to, p.seen_count, p.took_part
  FROM ${WANTED.sql} CROSS JOIN LATERAL (
    SELECT * FROM participant p WHERE p.chat_id = w.chat_id AND p.user_id = w.user_id OFFSET 0
  ) p`;

const COUNTED = new RowList<number>('w', { chat_id: ['bigint', (chatId) => chatId] });
const COUNT_PRESENT = `SELECT c.id AS chat_id, (
    SELECT count(*) FROM participant p WHERE p.chat_id = c.id AND upper_inf(p.membership)
  ) AS present FROM ${COUNTED.sql} JOIN chat c ON c.id = w.chat_id WHERE c.chat_type = 'GROUP'`;

const CHANGED = new RowList<ParticipantDelta>('u', {
  chat_id: ['bigint', ({ chatId }) => chatId],
  user_id: ['text', ({ userId }) => userId],
  seen: ['bigint', ({ seen }) => seen],
  takes_part: ['boolean', ({ takesPart }) => takesPart],
  delivered_up_to: ['bigint', ({ deliveredUpTo }) => deliveredUpTo],
  read_up_to: ['bigint', ({ readUpTo }) => readUpTo],
  change_seq: ['bigint', ({ changeSeq }) => changeSeq],
});
const STORE = `UPDATE participant p SET seen_count = p.seen_count + u.seen, took_part = p.took_part OR u.takes_part,
    delivered_up_to = coalesce(u.delivered_up_to, p.delivered_up_to), read_up_to = coalesce(u.read_up_to, p.read_up_to),
    change_seq = coalesce(u.change_seq, p.change_seq)
  FROM ${CHANGED.sql}
  WHERE p.chat_id = u.chat_id AND p.user_id = u.user_id
    AND (u.seen <> 0 OR u.takes_part > p.took_part OR u.change_seq IS NOT NULL)`;

function joinStatement({ chatId, userIds, messageId, seq, messageCount }: Crossing): Statement {
  return {
    name: 'participant.join',
    text: `INSERT INTO participant (chat_id, user_id, membership, seen_count, change_seq)
      SELECT $1, user_id, int8multirange(int8range($3, NULL, '()')), $4, $5 FROM unnest($2::text[]) user_id
      ON CONFLICT (chat_id, user_id) DO UPDATE
        SET membership = participant.membership + EXCLUDED.membership, seen_count = EXCLUDED.seen_count,
          change_seq = EXCLUDED.change_seq, took_part = false`,
    values: [chatId, userIds, messageId, messageCount, seq],
  };
}

function leaveStatement({ chatId, userIds, messageId, seq }: Crossing): Statement {
  return {
    name: 'participant.leave',
    text: `UPDATE participant SET change_seq = $4, membership = membership * int8multirange(int8range(NULL, $3, '(]'))
      WHERE chat_id = $1 AND user_id = ANY ($2)`,
    values: [chatId, userIds, messageId, seq],
  };
}

const IS_UNREAD_TO_P = unreadToSql(
  {
    userId: 'p.user_id',
    unreadAfter: unreadAfterSql('p.membership'),
    readUpTo: 'p.read_up_to',
    hasMarkedRead: '(p.user_id = ANY ($5::text[]))',
  },
  { id: '$2', addressedId: '$3', senderId: '$4::text' },
);

/** What came after somebody had left was never counted as seen by them. */
function retractStatement({ chatId, messageId, addressedId, senderId, readBy, from }: Retracted): Statement {
  return {
    name: 'participant.retract',
    text: `UPDATE participant p SET seen_count = p.seen_count + CASE WHEN $6 THEN 1 ELSE -1 END
      WHERE p.chat_id = $1 AND $6::boolean = coalesce(${IS_UNREAD_TO_P}, false)`,
    values: [chatId, messageId, addressedId, senderId, readBy, from === 'unread'],
  };
}
