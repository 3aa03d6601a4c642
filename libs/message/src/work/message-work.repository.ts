import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Queryable, Tx } from '#libs/database';
import { ASSISTANT } from '#libs/http';
import { claimStatement, type NextClaim } from './message-work-claim.js';
import type { NewWork } from '../rows/work-rows.js';
import { IS_CANCELLED, type WorkKind } from '../rows/work-rule.js';

/** Work as a worker holds it. */
export interface ClaimedWork extends NewWork {
  /** From 1; more after a worker has died. */
  readonly claims: number;
  readonly lease: string;
  /** Whether its asker has more open replies than may be. */
  readonly isBeyondLimit: boolean;
  /** Whether the chat has been deleted since it began. */
  readonly isCancelled: boolean;
}

/** A message that the server has begun to write. */
export interface OpenReply {
  readonly chat_id: number;
  readonly message_id: number;
  readonly attempt: number;
  readonly content: string;
}

/** More text of a reply, and its whole `message_metadata` as of the end of that text. */
export interface WrittenText {
  readonly text: string;
  /** Without them the metadata count only where the reply has none yet. */
  readonly hasNewCitations: boolean;
  /** Code points of the reply before it. */
  readonly offset: number;
  readonly metadata: Record<string, unknown>;
}

export interface Backlog {
  readonly kind: WorkKind;
  readonly is_leased: boolean;
  readonly count: number;
  /** For how long the oldest of it has been there. */
  readonly oldest_seconds: number;
}

const HELD = 'w.chat_id = $1 AND w.message_id = $2 AND w.lease = $3';

@Injectable()
export class MessageWorkRepository {
  /** Claims work that nobody has: of the next person after the one whose turn was last, else of the first person. */
  async claim(db: Queryable, next: NextClaim): Promise<ClaimedWork | undefined> {
    const [work] = await db.query<ClaimedWork>(claimStatement(randomUUID(), next));
    if (work !== undefined || next.after === '') return work;
    return this.claim(db, { ...next, after: '' });
  }

  /** @returns whether it has been cancelled; undefined when it is not held any more */
  async renew(db: Queryable, work: ClaimedWork, leaseSeconds: number): Promise<boolean | undefined> {
    const [held] = await db.query<{ is_cancelled: boolean }>({
      name: 'message-work.renew',
      text: `UPDATE message_work w SET leased_until = clock_timestamp() + make_interval(secs => $4)
        FROM chat c WHERE ${HELD} AND c.id = w.chat_id RETURNING ${IS_CANCELLED} AS is_cancelled`,
      values: [work.chatId, work.messageId, work.lease, leaseSeconds],
    });
    return held?.is_cancelled;
  }

  /**
   * Adds text that cites nothing new to a reply that is held; no number of the chat is raised. Text that is there already,
   * since nobody knew whether it had been added, is not added again.
   * @returns the number of the chat's latest change of title, status or membership; undefined when nothing was added
   */
  async append(
    db: Queryable,
    { chatId, messageId, lease }: ClaimedWork,
    { text, offset, metadata }: WrittenText,
    leaseSeconds: number,
  ): Promise<number | undefined> {
    const [chat] = await db.query<{ change_seq: number }>({
      name: 'message-work.append',
      text: `WITH held AS (
          UPDATE message_work w SET leased_until = clock_timestamp() + make_interval(secs => $5)
          WHERE ${HELD} RETURNING w.change_seq
        )
        UPDATE message m SET message_metadata = coalesce(m.message_metadata, $6),
          content = CASE char_length(m.content) WHEN $7::int THEN m.content || $4 ELSE m.content END
        FROM held w, chat c
        WHERE m.chat_id = $1 AND m.id = $2 AND c.id = $1 AND NOT ${IS_CANCELLED}
          AND char_length(m.content) IN ($7::int, $7::int + char_length($4))
        RETURNING c.change_seq`,
      values: [chatId, messageId, lease, text, leaseSeconds, JSON.stringify(metadata), offset],
    });
    return chat?.change_seq;
  }

  /** The next worker claims it when the lease is over; this claim does not count. */
  async postpone(db: Queryable, { chatId, messageId, lease }: ClaimedWork): Promise<void> {
    await db.query({
      name: 'message-work.postpone',
      text: `UPDATE message_work w SET claims = w.claims - 1 WHERE ${HELD}`,
      values: [chatId, messageId, lease],
    });
  }

  /** Tokens that are held back for other replies to the asker of this one. */
  async reservedOf(tx: Tx, { chatId, messageId, asker }: ClaimedWork): Promise<number> {
    const [others] = await tx.query<{ reserved: number }>({
      name: 'message-work.reserved-of',
      text: `SELECT coalesce(sum(reserved), 0)::bigint AS reserved FROM message_work
        WHERE asker = $1 AND reserved > 0 AND (chat_id, message_id) <> ($2, $3)`,
      values: [asker, chatId, messageId],
    });
    return others?.reserved ?? 0;
  }

  /** Holds tokens back until the work is done, or somebody else's. */
  async reserve(tx: Tx, { chatId, messageId, lease }: ClaimedWork, tokens: number): Promise<void> {
    await tx.query({
      name: 'message-work.reserve',
      text: `UPDATE message_work w SET reserved = $4 WHERE ${HELD}`,
      values: [chatId, messageId, lease, tokens],
    });
  }

  /** Lets another worker have it at once, as if it had not been claimed. */
  async release(db: Queryable, { chatId, messageId, lease }: ClaimedWork): Promise<void> {
    await db.query({
      name: 'message-work.release',
      text: `UPDATE message_work w SET lease = NULL, leased_until = NULL, claims = w.claims - 1 WHERE ${HELD}`,
      values: [chatId, messageId, lease],
    });
  }

  /** The id of the reply to a question. */
  async findReply(db: Queryable, chatId: number, questionId: number): Promise<number | undefined> {
    const [reply] = await db.query<{ id: number }>({
      name: 'message-work.find-reply',
      text: `SELECT m.id FROM message m WHERE m.chat_id = $1 AND m.parent_message_id = $2 AND m.sender_id = $3
        ORDER BY m.id LIMIT 1`,
      values: [chatId, questionId, ASSISTANT],
    });
    return reply?.id;
  }

  /** How much work waits, and how much is being done. */
  async backlog(db: Queryable): Promise<readonly Backlog[]> {
    return db.query<Backlog>({
      name: 'message-work.backlog',
      text: `SELECT kind, coalesce(leased_until > clock_timestamp(), false) AS is_leased, count(*)::integer AS count,
          extract(epoch FROM clock_timestamp() - min(opened_at))::float8 AS oldest_seconds
        FROM message_work GROUP BY 1, 2`,
      values: [],
    });
  }

  /** Replies that have been begun, in one chat or in all chats of a person. */
  openReplies(db: Queryable, of: { readonly chatId?: number; readonly userId?: string }): Promise<OpenReply[]> {
    return db.query<OpenReply>({
      name: 'message-work.open-replies',
      text: `SELECT w.chat_id, w.message_id, w.attempt, m.content
        FROM message_work w JOIN message m ON m.chat_id = w.chat_id AND m.id = w.message_id
        JOIN chat c ON c.id = w.chat_id
        WHERE w.kind = 'reply' AND w.lease IS NOT NULL AND m.content <> '' AND c.status <> 'DELETED'
          AND ($1::bigint IS NULL OR w.chat_id = $1)
          AND ($2::text IS NULL OR EXISTS (
            SELECT 1 FROM participant p WHERE p.chat_id = w.chat_id AND p.user_id = $2 AND upper_inf(p.membership)))
        ORDER BY w.message_id DESC LIMIT 100`,
      values: [of.chatId ?? null, of.userId ?? null],
    });
  }
}
