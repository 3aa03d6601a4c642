import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import {
  type AskedList,
  type ChatListQuery,
  latestFirstSql,
  listStatement,
  listVersionsStatement,
} from './chat-list.js';
import { type AskedChat, type ChatView, chatViewSql, findStatement, isVisibleSql } from '../shown/chat-view.js';
import type { ChatStatus, ChatType } from '../shown/chat-vocabulary.js';
import { type ChatRow, LargeGroups } from './large-groups.js';
import { insertDueSql } from './webhook-due.repository.js';

export interface NewChat {
  readonly ownerId: string;
  readonly sessionId: string;
  readonly ragEnabled: boolean;
  readonly title: string | undefined;
  readonly chatType: ChatType;
  readonly chatMetadata: Record<string, unknown> | undefined;
  /** Without the owner. */
  readonly participants: readonly string[];
}

/** Who hears of a chat, as of change `change_seq`. */
export interface Audience {
  readonly status: ChatStatus;
  readonly change_seq: number;
  readonly last_seq: number;
  readonly user_ids: readonly string[];
}

/** How far a chat is. */
export interface ChatHead {
  readonly id: number;
  readonly last_seq: number;
}

@Injectable()
export class ChatRepository {
  constructor(private readonly groups: LargeGroups) {}

  /**
   * Undefined when the owner already has a chat of this session.
   * @param hasWebhooks whether it is marked for the webhooks
   */
  async insert(db: Queryable, chat: NewChat, hasWebhooks: boolean): Promise<number | undefined> {
    const [created] = await db.query<{ id: number }>({
      name: 'chat.insert',
      text: `WITH taken AS (
          INSERT INTO chat_session (owner_id, session_id, chat_id) VALUES ($1, $2, nextval('chat_id_seq'))
          ON CONFLICT DO NOTHING RETURNING chat_id
        ), created AS (
          INSERT INTO chat (id, owner_id, session_id, rag_enabled, title, chat_type, chat_metadata)
          SELECT chat_id, $1, $2, $3, $4, $5, $6 FROM taken RETURNING id
        ), joined AS (
          INSERT INTO participant (chat_id, user_id, membership, took_part)
          SELECT id, user_id, '{(0,)}', user_id = $1 FROM created CROSS JOIN unnest($7::text[]) user_id
        ), due AS (
          ${insertDueSql('SELECT id, 0, 0, now(), now() FROM created WHERE $8::boolean')}
        )
        SELECT id FROM created`,
      values: [
        chat.ownerId,
        chat.sessionId,
        chat.ragEnabled,
        chat.title ?? null,
        chat.chatType,
        chat.chatMetadata === undefined ? null : JSON.stringify(chat.chatMetadata),
        [chat.ownerId, ...chat.participants],
        hasWebhooks,
      ],
    });
    return created?.id;
  }

  /** Each in its place; null where it is not there for the user. */
  async find(db: Queryable, asked: readonly AskedChat[]): Promise<(ChatView | null)[]> {
    const found = await this.groups.complete((known) =>
      db.query<ChatRow & { readonly place: number }>(findStatement(asked, known)),
    );
    const chats = new Map(found.map((chat) => [chat.place, chat]));
    return asked.map((_, place) => chats.get(place) ?? null);
  }

  /** `last_seq` of each that the user may read, in its place; null of the others. */
  async lastSeqs(db: Queryable, asked: readonly AskedChat[]): Promise<(number | null)[]> {
    const found = await db.query<{ place: number; last_seq: number }>({
      name: 'chat.last-seqs',
      text: `SELECT asked.nth - 1 AS place, c.last_seq
        FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY asked (chat_id, user_id, nth)
        JOIN chat c ON c.id = asked.chat_id AND c.status <> 'DELETED' WHERE ${isVisibleSql('asked.user_id')}`,
      values: [asked.map(({ chatId }) => chatId), asked.map(({ userId }) => userId ?? null)],
    });
    const seqs = new Map(found.map(({ place, last_seq }) => [place, last_seq]));
    return asked.map((_, place) => seqs.get(place) ?? null);
  }

  /** Null when title, status and membership are as they were at change `seq`; after 0 the chat itself is new. */
  async findChangedSince(
    db: Queryable,
    userId: string | undefined,
    chatId: number,
    seq: number,
  ): Promise<ChatView | null> {
    const [chat] = await db.query<ChatView>({
      name: 'chat.find-changed-since',
      text: `${chatViewSql('$2')} WHERE c.id = $1 AND (c.change_seq > $3 OR $3 = 0)`,
      values: [chatId, userId ?? null, seq],
    });
    return chat ?? null;
  }

  async findBySession(db: Queryable, ownerId: string, sessionId: string): Promise<ChatView | null> {
    const [chat] = await db.query<ChatView>({
      name: 'chat.find-by-session',
      text: `${chatViewSql('$1')}
        WHERE c.id = (SELECT s.chat_id FROM chat_session s WHERE s.owner_id = $1 AND s.session_id = $2)`,
      values: [ownerId, sessionId],
    });
    return chat ?? null;
  }

  list(db: Queryable, query: ChatListQuery): Promise<ChatView[]> {
    return this.groups.complete((known) => db.query<ChatRow>(listStatement(query, known)));
  }

  /** Of each beginning of a list its version, in its place. */
  async listVersions(db: Queryable, asked: readonly AskedList[]): Promise<string[]> {
    const found = await db.query<{ place: number; version: string }>(listVersionsStatement(asked));
    const versions = new Map(found.map(({ place, version }) => [place, version]));
    return asked.map((_, place) => versions.get(place) ?? '');
  }

  async findAudience(db: Queryable, chatId: number): Promise<Audience | null> {
    const [audience] = await db.query<Audience>({
      name: 'chat.find-audience',
      text: `SELECT c.status, c.change_seq, c.last_seq,
          ARRAY(SELECT p.user_id FROM participant p WHERE p.chat_id = c.id AND upper_inf(p.membership)) AS user_ids
        FROM chat c WHERE c.id = $1`,
      values: [chatId],
    });
    return audience ?? null;
  }

  /** The chat as of which somebody may be told to write there; undefined when they may not be. */
  async findWritable(db: Queryable, chatId: number, userId: string): Promise<{ change_seq: number } | undefined> {
    const [chat] = await db.query<{ change_seq: number }>({
      name: 'chat.find-writable',
      text: `SELECT c.change_seq FROM chat c JOIN participant p ON p.chat_id = c.id
        WHERE c.id = $1 AND p.user_id = $2 AND c.status = 'ACTIVE' AND upper_inf(p.membership)
          AND (p.took_part OR c.chat_type <> 'GROUP')`,
      values: [chatId, userId],
    });
    return chat;
  }

  findHeads(db: Queryable, chatIds: readonly number[]): Promise<ChatHead[]> {
    return db.query<ChatHead>({
      name: 'chat.find-heads',
      text: 'SELECT id, last_seq FROM chat WHERE id = ANY ($1)',
      values: [chatIds],
    });
  }

  /** The chats that a person is in and that are not DELETED, the one with the latest message first. */
  heads(db: Queryable, userId: string, limit: number): Promise<ChatHead[]> {
    return db.query<ChatHead>({
      name: 'chat.heads',
      text: `SELECT c.id, c.last_seq FROM participant p JOIN chat c ON c.id = p.chat_id
        WHERE p.user_id = $1 AND upper_inf(p.membership) AND c.status <> 'DELETED'
        ORDER BY ${latestFirstSql('p')} LIMIT $2`,
      values: [userId, limit],
    });
  }

  /**
   * What changed within the last seconds, for each of these people. A chat that somebody has left says how far it was
   * then: a client that missed it asks, and is told 404.
   */
  headsChangedLately(
    db: Queryable,
    userIds: readonly string[],
    seconds: number,
  ): Promise<(ChatHead & { readonly user_id: string })[]> {
    return db.query({
      name: 'chat.heads-changed-lately',
      text: `SELECT p.user_id, c.id, CASE WHEN upper_inf(p.membership) THEN c.last_seq ELSE p.change_seq END AS last_seq
        FROM participant p JOIN chat c ON c.id = p.chat_id
        WHERE p.user_id = ANY ($1) AND c.updated_at > now() - make_interval(secs => $2)
          -- Not a join, for which PostgreSQL walks whole chats.
          AND (upper_inf(p.membership) OR (
            SELECT act.created_at FROM message act WHERE act.chat_id = p.chat_id AND act.id = upper(p.membership) - 1
          ) > now() - make_interval(secs => $2))`,
      values: [userIds, seconds],
    });
  }
}
