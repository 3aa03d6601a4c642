import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { unreadCountSql } from '../shown/chat-view.js';
import { unreadAfterSql } from '../shown/unread-to.js';

/** How far a reader has come in a chat. */
export interface WatermarkView {
  readonly user_id: string;
  readonly delivered_up_to: number;
  readonly read_up_to: number;
  /** Ranges of message ids that were not addressed to them, `after` excluded; null when there are none. */
  readonly away: readonly { readonly after: number; readonly until?: number }[] | null;
}

/** The end of somebody's latest stay. */
export interface Departure {
  readonly user_id: string;
  /** The chat's number of it. */
  readonly seq: number;
  readonly left_at: string;
}

/** Somebody in a group with somebody else. */
export interface Peer {
  readonly user_id: string;
  /** Whether the other one has taken part in such a group, so that this one may be told of them. */
  readonly may_hear: boolean;
  /** Whether this one has. */
  readonly may_be_heard: boolean;
}

/** The gaps between the stays of a participant. */
export const AWAY = `(
  SELECT json_agg(json_strip_nulls(json_build_object('after', lower(gap) - 1, 'until', upper(gap) - 1)))
  FROM unnest('{[1,)}'::int8multirange - membership) gap
) AS away`;

/** Where a participant's present stay began: what came before it is never unread. */
export const UNREAD_AFTER = `${unreadAfterSql('membership')} AS unread_after`;

@Injectable()
export class ParticipantRepository {
  /** Watermarks that moved after change `seq`, and those of people who came or left since. */
  changedSince(db: Queryable, chatId: number, seq: number): Promise<WatermarkView[]> {
    return db.query({
      name: 'participant.changed-since',
      text: `SELECT user_id, delivered_up_to, read_up_to, ${AWAY} FROM participant
        WHERE chat_id = $1 AND change_seq > $2 ORDER BY change_seq`,
      values: [chatId, seq],
    });
  }

  /** Who of these people is in the chat, and how many of its messages are unread to them. */
  async findUnreadCounts(db: Queryable, chatId: number, userIds: readonly string[]): Promise<Map<string, number>> {
    const present = await db.query<{ user_id: string; unread_count: number }>({
      name: 'participant.unread-to',
      text: `SELECT p.user_id, ${unreadCountSql('p')} AS unread_count FROM participant p JOIN chat c ON c.id = p.chat_id
        WHERE p.chat_id = $1 AND p.user_id = ANY ($2) AND upper_inf(p.membership)`,
      values: [chatId, userIds],
    });
    return new Map(present.map(({ user_id, unread_count }) => [user_id, unread_count]));
  }

  /** Who left by the change of this number. */
  async leftAt(db: Queryable, chatId: number, seq: number): Promise<string[]> {
    const left = await db.query<{ user_id: string }>({
      name: 'participant.left-at',
      text: 'SELECT user_id FROM participant WHERE chat_id = $1 AND change_seq = $2 AND NOT upper_inf(membership)',
      values: [chatId, seq],
    });
    return left.map(({ user_id }) => user_id);
  }

  /** When these people left: their rows have not changed since. */
  departures(db: Queryable, chatId: number, userIds: readonly string[]): Promise<Departure[]> {
    return db.query<Departure>({
      name: 'participant.departures',
      text: `SELECT p.user_id, p.change_seq AS seq, act.created_at AS left_at FROM participant p
        JOIN message act ON act.chat_id = p.chat_id AND act.id = upper(p.membership) - 1
        WHERE p.chat_id = $1 AND p.user_id = ANY ($2) AND NOT upper_inf(p.membership)`,
      values: [chatId, userIds],
    });
  }

  /**
   * Who of these people is in one of 100 groups of somebody: those that they were in most lately, and of these first
   * where they have taken part, so that nobody's new groups push out the others.
   */
  peersAmong(db: Queryable, userId: string, among: readonly string[]): Promise<Peer[]> {
    return db.query<Peer>({
      name: 'participant.peers-among',
      text: `SELECT other.user_id, bool_or(shared.took_part) AS may_hear, bool_or(other.took_part) AS may_be_heard FROM (
          SELECT c.id, mine.took_part FROM participant mine JOIN chat c ON c.id = mine.chat_id
          WHERE mine.user_id = $1 AND upper_inf(mine.membership) AND c.chat_type = 'GROUP' AND c.status <> 'DELETED'
          ORDER BY mine.took_part DESC, c.activity_at DESC LIMIT 100
        ) shared JOIN participant other ON other.chat_id = shared.id
        WHERE other.user_id = ANY ($2) AND other.user_id <> $1 AND upper_inf(other.membership)
          AND (shared.took_part OR other.took_part)
        GROUP BY other.user_id`,
      values: [userId, among],
    });
  }
}
