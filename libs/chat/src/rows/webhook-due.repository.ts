import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, RowList, type Statement, type Tx } from '#libs/database';

/** Up to where a chat was delivered: a number whole, or its messages up to `id` in the order of their ids. */
export interface DeliveredUpTo {
  readonly seq: number;
  readonly id: number | null;
}

/** A chat to tell of, which this process has for the seconds of its lease. */
export interface ClaimedDue {
  readonly chatId: number;
  readonly dueSeq: number;
  readonly deliveredSeq: number;
  readonly deliveredId: number | null;
  /** RFC 3339. */
  readonly dueSince: string;
  readonly lease: string;
}

/** One chat that is due, for operators. */
export interface DueView {
  readonly chat_id: number;
  readonly due_seq: number;
  readonly delivered_seq: number;
  readonly due_since: string;
  /** Null when it is given up. */
  readonly next_try_at: string | null;
  readonly failures: number;
  readonly last_failure: string | null;
}

export interface DueCounts {
  readonly waiting: number;
  readonly failing: number;
  readonly given_up: number;
  /** Age of the oldest that is not given up, in seconds; 0 when there is none. */
  readonly oldest_seconds: number;
}

/** Makes chats due. @param rows selects their ids, numbers, the numbers told, and twice since when */
export function insertDueSql(rows: string): string {
  return `INSERT INTO webhook_due AS d (chat_id, due_seq, delivered_seq, due_since, next_try_at) ${rows}`;
}

/** A chat that changed: its number now, and the one before, up to which everything was told when nothing is due. */
export interface ChatRise {
  readonly chatId: number;
  readonly from: number;
  readonly to: number;
}

const RISES = new RowList<ChatRise>('u', {
  chat_id: ['bigint', ({ chatId }) => chatId],
  due_seq: ['bigint', ({ to }) => to],
  delivered_seq: ['bigint', ({ from }) => from],
});
/** A chat that is due already keeps its turn; one that was given up goes on where it stopped. */
const MARK = `${insertDueSql(`SELECT u.chat_id, u.due_seq, u.delivered_seq, $4::timestamptz, $4::timestamptz FROM ${RISES.sql}`)}
  ON CONFLICT (chat_id) DO UPDATE SET due_seq = EXCLUDED.due_seq,
      due_since = CASE WHEN d.next_try_at IS NULL THEN EXCLUDED.due_since ELSE d.due_since END,
      failures = CASE WHEN d.next_try_at IS NULL THEN 0 ELSE d.failures END,
      failing_since = CASE WHEN d.next_try_at IS NULL THEN NULL ELSE d.failing_since END,
      next_try_at = coalesce(d.next_try_at, EXCLUDED.next_try_at)`;

/** In the transaction of the changes. None when nothing changed. */
export const markDueStatements = (rises: readonly ChatRise[], now: string): Statement[] =>
  RISES.statements({ name: 'webhook-due.mark', text: MARK }, rises, now);

/** Whether there is one to tell of now whose last call did not fail. */
export const HAS_UNFAILED_DUE = 'EXISTS (SELECT FROM webhook_due WHERE next_try_at <= now() AND failing_since IS NULL)';

/** Which chats the receiver of the webhooks has to be told of. Nobody holds a lock while it is called. */
@Injectable()
export class WebhookDueRepository {
  constructor(private readonly database: Database) {}

  /**
   * Those that are longest due, in the order of their turns.
   * @param which `unfailed`: only those whose last call did not fail, which say more of a receiver that fails
   */
  claim(leaseSeconds: number, most: number, which: 'all' | 'unfailed' = 'all'): Promise<ClaimedDue[]> {
    return this.database.query<ClaimedDue>({
      name: 'webhook-due.claim',
      text: `WITH next AS MATERIALIZED (
          SELECT chat_id FROM webhook_due WHERE next_try_at <= now() AND (NOT $4::boolean OR failing_since IS NULL)
          ORDER BY next_try_at LIMIT $3
          FOR UPDATE SKIP LOCKED
        )
        UPDATE webhook_due d SET lease = $1, next_try_at = now() + make_interval(secs => $2)
        FROM next WHERE d.chat_id = next.chat_id
        RETURNING d.chat_id AS "chatId", d.due_seq AS "dueSeq", d.delivered_seq AS "deliveredSeq",
          d.delivered_id AS "deliveredId", d.due_since AS "dueSince", d.lease`,
      values: [randomUUID(), leaseSeconds, most, which === 'unfailed'],
    });
  }

  /** The receiver has it up to there. */
  async delivered({ chatId, lease }: ClaimedDue, { seq, id }: DeliveredUpTo): Promise<void> {
    if (id === null && (await this.clear(chatId, lease, seq))) return;
    await this.database.query({
      name: 'webhook-due.move-on',
      text: `UPDATE webhook_due SET delivered_seq = $3, delivered_id = $4, due_since = now(), next_try_at = now(),
          lease = NULL, failures = 0, failing_since = NULL
        WHERE chat_id = $1 AND lease = $2`,
      values: [chatId, lease, seq, id],
    });
  }

  /**
   * A call failed. What goes on failing is tried less and less often, up to once an hour, and is given up after three
   * days, until the chat changes again.
   * @param failure why, and for how many seconds the receiver wants to be left alone
   * @param backsOff true: this chat waits longer each time; false: the receiver fails for all, and the chat goes to the end
   * of the line
   */
  async failed(
    { chatId, lease }: ClaimedDue,
    { why, waitSeconds }: { readonly why: string; readonly waitSeconds: number },
    backsOff: boolean,
  ): Promise<{ isGivenUp: boolean }> {
    const [due] = await this.database.query<{ is_given_up: boolean }>({
      name: 'webhook-due.failed',
      text: `UPDATE webhook_due SET lease = NULL, last_failure = $3, failing_since = coalesce(failing_since, now()),
          failures = failures + CASE WHEN $4::boolean THEN 1 ELSE 0 END,
          next_try_at = CASE WHEN failing_since <= now() - interval '3 days' THEN NULL WHEN $4 THEN
            now() + make_interval(secs => greatest($5, least(3600, power(2, least(failures, 12))) * (0.5 + random() / 2)))
            ELSE now() END
        WHERE chat_id = $1 AND lease = $2 RETURNING next_try_at IS NULL AS is_given_up`,
      values: [chatId, lease, why, backsOff, waitSeconds],
    });
    return { isGivenUp: due?.is_given_up ?? false };
  }

  /** Nothing was tried: it is anybody's again. */
  async release({ chatId, lease }: ClaimedDue): Promise<void> {
    await this.database.query({
      name: 'webhook-due.release',
      text: 'UPDATE webhook_due SET lease = NULL, next_try_at = now() WHERE chat_id = $1 AND lease = $2',
      values: [chatId, lease],
    });
  }

  async counts(): Promise<DueCounts> {
    const [counts] = await this.database.query<DueCounts>({
      name: 'webhook-due.counts',
      text: `SELECT (count(*) FILTER (WHERE next_try_at IS NOT NULL AND failing_since IS NULL))::integer AS waiting,
          (count(*) FILTER (WHERE next_try_at IS NOT NULL AND failing_since IS NOT NULL))::integer AS failing,
          (count(*) FILTER (WHERE next_try_at IS NULL))::integer AS given_up,
          coalesce(extract(epoch FROM now() - min(due_since) FILTER (WHERE next_try_at IS NOT NULL)), 0)::float8
            AS oldest_seconds
        FROM webhook_due`,
      values: [],
    });
    return counts!;
  }

  /** Those that are longest due first. */
  list(most: number): Promise<DueView[]> {
    return this.database.query<DueView>({
      name: 'webhook-due.list',
      text: `SELECT chat_id, due_seq, delivered_seq, due_since, next_try_at, failures, last_failure
        FROM webhook_due ORDER BY due_since, chat_id LIMIT $1`,
      values: [most],
    });
  }

  /** Makes chats due now that wait for a later try or were given up. @returns how many chats that were */
  async retry(): Promise<number> {
    const retried = await this.database.query({
      name: 'webhook-due.retry',
      text: `UPDATE webhook_due SET next_try_at = now(), failures = 0, failing_since = NULL
        WHERE lease IS NULL AND (next_try_at IS NULL OR next_try_at > now()) RETURNING chat_id`,
      values: [],
    });
    return retried.length;
  }

  /** A chat is told again from a number on. @returns false when there is no such chat */
  async replay(chatId: number, afterSeq: number): Promise<boolean> {
    const replayed = await this.database.query({
      name: 'webhook-due.replay',
      text: `${insertDueSql('SELECT c.id, c.last_seq, least($2, c.last_seq), now(), now() FROM chat c WHERE c.id = $1')}
        ON CONFLICT (chat_id) DO UPDATE SET delivered_seq = least(d.delivered_seq, EXCLUDED.delivered_seq),
          delivered_id = NULL, due_since = now(), next_try_at = now(), lease = NULL, failures = 0, failing_since = NULL
        RETURNING chat_id`,
      values: [chatId, afterSeq],
    });
    return replayed.length > 0;
  }

  /** In the transaction that purges the chat, and with it what was due of it: its end counts as one more change. */
  async markPurged(tx: Tx, chatId: number): Promise<void> {
    await tx.query({
      name: 'webhook-due.mark-purged',
      text: `${insertDueSql('SELECT c.id, c.last_seq + 1, c.last_seq, now(), now() FROM chat c WHERE c.id = $1')}
        ON CONFLICT DO NOTHING`,
      values: [chatId],
    });
  }

  private async clear(chatId: number, lease: string, seq: number): Promise<boolean> {
    const cleared = await this.database.query({
      name: 'webhook-due.clear',
      text: 'DELETE FROM webhook_due WHERE chat_id = $1 AND lease = $2 AND due_seq <= $3 RETURNING chat_id',
      values: [chatId, lease, seq],
    });
    return cleared.length > 0;
  }
}
