import { Injectable } from '@nestjs/common';
import { HAS_UNFAILED_DUE } from '#libs/chat';
import { Database } from '#libs/database';
import type { WebhookFailure } from './webhook-failure.js';

/** After this many failures in a row the receiver counts as failing: one call at a time tries it. */
export const FAILS_AFTER = 3;

/** In seconds: then a receiver that answered with a refusal is tried with a chat that has not failed. */
const REFUSES_FOR = 30;

/** What this process may do now. */
export interface ReceiverState {
  readonly failures: number;
  /** Whether it is this process that may try a failing receiver now. */
  readonly may_probe: boolean;
  /** Until the next try of a failing receiver. */
  readonly wait_seconds: number;
}

/** How the receiver is, as all processes know it. */
@Injectable()
export class WebhookReceiverRepository {
  constructor(private readonly database: Database) {}

  /** Of all processes that ask, one may probe, and for a lease's time no other. */
  async check(leaseSeconds: number): Promise<ReceiverState> {
    const [state] = await this.database.query<ReceiverState>({
      name: 'webhook-receiver.check',
      text: `WITH taken AS (
          UPDATE webhook_receiver SET next_try_at = now() + make_interval(secs => $1), refused_at = NULL
          WHERE failures >= ${FAILS_AFTER} AND (next_try_at <= now()
            OR refused_at <= now() - interval '${REFUSES_FOR} seconds' AND ${HAS_UNFAILED_DUE})
          RETURNING id
        )
        SELECT failures, EXISTS (SELECT FROM taken) AS may_probe,
          greatest(0, extract(epoch FROM next_try_at - now()))::float8 AS wait_seconds FROM webhook_receiver`,
      values: [leaseSeconds],
    });
    if (state === undefined) throw new Error('the row of the receiver is gone');
    return state;
  }

  /**
   * A call failed. One chat alone does not make the receiver a failing one: it may be what the chat holds that it cannot
   * take. While it fails, tries become rarer, up to once an hour, and as the receiver asks.
   */
  async failed(chatId: number, { isRefusal, waitSeconds }: WebhookFailure): Promise<void> {
    await this.database.query({
      name: 'webhook-receiver.failed',
      text: `UPDATE webhook_receiver r SET failures = seen.failures, failed_chat_id = $1,
          refused_at = CASE WHEN $2 THEN now() END, next_try_at = now() + make_interval(
            secs => greatest($3, least(3600, power(2, least(12, seen.failures - ${FAILS_AFTER}))) * (0.5 + random() / 2)))
        FROM (
          SELECT id, CASE WHEN failed_chat_id = $1 AND failures < ${FAILS_AFTER} THEN failures ELSE failures + 1 END
            AS failures FROM webhook_receiver FOR UPDATE
        ) seen WHERE seen.id = r.id`,
      values: [chatId, isRefusal, waitSeconds],
    });
  }

  /** A call was taken. */
  async recovered(): Promise<void> {
    await this.database.query({
      name: 'webhook-receiver.recovered',
      text: 'UPDATE webhook_receiver SET failures = 0, failed_chat_id = NULL, refused_at = NULL WHERE failures > 0',
      values: [],
    });
  }

  /** The next try is now. */
  async tryNow(): Promise<void> {
    await this.database.query({
      name: 'webhook-receiver.try-now',
      text: 'UPDATE webhook_receiver SET next_try_at = now() WHERE next_try_at > now()',
      values: [],
    });
  }
}
