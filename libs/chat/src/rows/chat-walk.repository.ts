import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { type ChatView, everyonesChatsViewSql } from '../shown/chat-view.js';
import { bucketOf } from './bucket.js';
import type { ChatHead } from './chat.repository.js';
import type { ChatStatus, ChatType } from '../shown/chat-vocabulary.js';

/** Where somebody looks: behind this chat of this bucket, and how many rows at most. */
export interface Stretch {
  readonly bucket: number;
  readonly afterId: number;
  readonly most: number;
}

/** Which chats are asked for. */
export interface WalkFilters {
  readonly statuses: readonly ChatStatus[];
  readonly chatType: ChatType | undefined;
}

/** A chat's place in the index of all. */
export interface WalkEntry {
  readonly id: number;
  readonly bucket: number;
  /** RFC 3339. */
  readonly updated_at: string;
  readonly is_asked_for: boolean;
  /** The database's time. */
  readonly now: string;
}

/** Where somebody looks for how far chats are. */
export interface HeadsPlace {
  readonly bucket: number;
  readonly id: number;
}

/** Entries that are looked at at once for how far chats are. */
const MAX_LOOKED_AT = 10_000;

/** @param at in ms since 1970 */
export function placeAt(at: number): HeadsPlace {
  return { bucket: bucketOf(at), id: 0 };
}

/** Reads every chat, by the bucket (ten minutes) in which it last changed; for services, who may see all. */
@Injectable()
export class ChatWalkRepository {
  /** In the order of (bucket, id), which is the index's. Chats that are not asked for are there, too. */
  entries(db: Queryable, { bucket, afterId, most }: Stretch, filters: WalkFilters): Promise<WalkEntry[]> {
    return db.query<WalkEntry>({
      name: 'chat.walk',
      text: `SELECT c.id, c.updated_bucket AS bucket, c.updated_at, now() AS now,
          c.status = ANY ($4) AND ($5::text IS NULL OR c.chat_type = $5) AS is_asked_for
        FROM chat c WHERE (c.updated_bucket, c.id) > ($1, $2) ORDER BY c.updated_bucket, c.id LIMIT $3`,
      values: [bucket, afterId, most, filters.statuses, filters.chatType ?? null],
    });
  }

  /** Those of the entries that have not changed since. */
  async find(db: Queryable, entries: readonly WalkEntry[]): Promise<ChatView[]> {
    if (entries.length === 0) return [];
    const source = `SELECT c.*, w.nth
      FROM unnest($1::bigint[], $2::timestamptz[]) WITH ORDINALITY w (id, updated_at, nth)
      JOIN chat c ON c.id = w.id AND c.updated_at = w.updated_at`;
    return db.query<ChatView>({
      name: 'chat.walked',
      text: `${everyonesChatsViewSql(source)} ORDER BY c.nth`,
      values: [entries.map(({ id }) => id), entries.map(({ updated_at }) => updated_at)],
    });
  }

  /**
   * The `last_seq` of chats that changed since a time, without those of the last second, whose hints may be on their way.
   * `next` is undefined at the end of all.
   */
  async heads(db: Queryable, { bucket, id }: HeadsPlace, since: Date) {
    const rows = await db.query<ChatHead & HeadsPlace & { is_new: boolean; is_last: boolean }>({
      name: 'chat.heads-since',
      text: `SELECT id, last_seq, bucket, is_new, is_last FROM (
          SELECT c.id, c.last_seq, c.updated_bucket AS bucket,
            c.updated_at >= $3 AND c.updated_at < now() - interval '1 second' AS is_new,
            row_number() OVER (ORDER BY c.updated_bucket, c.id) = ${MAX_LOOKED_AT} AS is_last
          FROM chat c WHERE (c.updated_bucket, c.id) > ($1, $2) ORDER BY c.updated_bucket, c.id LIMIT ${MAX_LOOKED_AT}
        ) looked WHERE is_new OR is_last`,
      values: [bucket, id, since],
    });
    const last = rows.at(-1);
    return {
      heads: rows.filter(({ is_new }) => is_new).map((head): ChatHead => ({ id: head.id, last_seq: head.last_seq })),
      next: last?.is_last === true ? { bucket: last.bucket, id: last.id } : undefined,
    };
  }

  /** RFC 3339. */
  async now(db: Queryable): Promise<string> {
    const [row] = await db.query<{ now: string }>({ name: 'chat.now', text: 'SELECT now() AS now', values: [] });
    return row!.now;
  }
}
