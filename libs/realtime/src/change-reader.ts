import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import {
  type Audience,
  type ChatHead,
  ChatNotFound,
  ChatRepository,
  type ChatView,
  ChatWalkRepository,
  type Departure,
  type HeadsPlace,
  ParticipantRepository,
  placeAt,
} from '#libs/chat';
import { Database } from '#libs/database';
import { MAX_ID } from '#libs/http';
import { MessageReadService, MessageWorkService } from '#libs/message';
import { bareFrame, type ChangedFrame, deletedFrame, readFrames } from './changed-frame.js';
import { MAX_HEADS } from './frame.dto.js';
import type { Frame } from './frame.js';
import { writtenSoFar } from './written-so-far.js';

/** A change may be committed this much later than its time. */
export const COMMITTED_WITHIN_MS = 30_000;

/** Messages read at once. */
const PAGE = 100;
/** Reads at once; requests need the other connections. */
const MAX_READS = 4;

export interface ChangePage {
  /** The chat as it is now; null when it did not change. */
  readonly chat: ChatView | null;
  readonly frames: readonly ChangedFrame[];
}

/** What feeds read from the database. */
@Injectable()
export class ChangeReader {
  private readonly limit = pLimit(MAX_READS);

  constructor(
    private readonly database: Database,
    private readonly chats: ChatRepository,
    private readonly walk: ChatWalkRepository,
    private readonly participants: ParticipantRepository,
    private readonly messages: MessageReadService,
    private readonly work: MessageWorkService,
  ) {}

  epoch(): Promise<string> {
    return this.limit(() => this.database.epoch(this.database));
  }

  heads(userId: string): Promise<ChatHead[]> {
    return this.limit(() => this.chats.heads(this.database, userId, MAX_HEADS));
  }

  headsChangedLately(userIds: readonly string[], seconds: number) {
    return this.limit(() => this.chats.headsChangedLately(this.database, userIds, seconds));
  }

  findHeads(chatIds: readonly number[]): Promise<ChatHead[]> {
    return this.limit(() => this.chats.findHeads(this.database, chatIds));
  }

  findAudience(chatId: number): Promise<Audience | null> {
    return this.limit(() => this.chats.findAudience(this.database, chatId));
  }

  /** Undefined for a user who may not write in the chat. */
  findWritable(chatId: number, userId: string) {
    return this.limit(() => this.chats.findWritable(this.database, chatId, userId));
  }

  /** The users who left a chat by this change. */
  leftAt(chatId: number, seq: number): Promise<string[]> {
    return this.limit(() => this.participants.leftAt(this.database, chatId, seq));
  }

  departures(chatId: number, userIds: readonly string[]): Promise<Departure[]> {
    return this.limit(() => this.participants.departures(this.database, chatId, userIds));
  }

  findChat(chatId: number): Promise<ChatView | null> {
    const asked = [{ userId: undefined, chatId }];
    return this.limit(async () => (await this.chats.find(this.database, asked))[0] ?? null);
  }

  /**
   * `last_seq` of a chat that the user may read.
   * @throws ChatNotFound
   */
  async head(userId: string | undefined, chatId: number): Promise<number> {
    const { page } = await this.sync(userId, chatId, MAX_ID, 1);
    return page.lastSeq;
  }

  /**
   * All changes of a chat after a seq, page by page, for a user who may read it. Without a user all chats can be read.
   * @throws ChatNotFound also between two pages
   */
  async *since(userId: string | undefined, chatId: number, seq: number): AsyncGenerator<ChangePage> {
    for (let after = seq; ;) {
      const { page, chat, receipts } = await this.sync(userId, chatId, Math.max(after, 0), PAGE);
      const last = page.messages.at(-1)?.change_seq;
      if (page.next === undefined || last === undefined) {
        const upTo = Math.max(page.lastSeq, after);
        if (upTo > after) yield { chat, frames: readFrames(chatId, after, upTo, { chat, receipts, ...page }) };
        return;
      }
      // More messages of the last seq may be on the next page. When that seq fills the whole page, it is too large for
      // a frame.
      const messages = page.messages.filter(({ change_seq }) => change_seq < last);
      const upTo = messages.at(-1)?.change_seq ?? last;
      const isWhole = messages.length > 0;
      const frames = isWhole
        ? readFrames(chatId, after, upTo, { chat, receipts, messages })
        : [bareFrame(chatId, after, upTo)];
      yield { chat, frames };
      after = upTo;
    }
  }

  /**
   * The changes of a chat after a seq, for readers of every chat. Of a DELETED chat only the chat is told, of a purged one
   * only the number.
   */
  async *changesOf(chatId: number, after: number, seq: number): AsyncGenerator<ChangedFrame> {
    try {
      for await (const { frames } of this.since(undefined, chatId, after)) yield* frames;
    } catch (error) {
      if (!isNotFound(error)) throw error;
      const chat = await this.findChat(chatId);
      yield chat === null ? bareFrame(chatId, seq - 1, seq) : deletedFrame(chat);
    }
  }

  /** The database's time, RFC 3339. */
  now(): Promise<string> {
    return this.limit(() => this.walk.now(this.database));
  }

  /** How far the chats are that changed since a time, in ms since 1970; not those of this very second. */
  async *headsSince(since: number): AsyncGenerator<readonly ChatHead[]> {
    let from: HeadsPlace | undefined = placeAt(since);
    while (from !== undefined) {
      const place: HeadsPlace = from;
      const { heads, next } = await this.limit(() => this.walk.heads(this.database, place, new Date(since)));
      yield heads;
      from = next;
    }
  }

  /** The text so far of replies that are being written, as frames. */
  async openReplies(of: { readonly chatId: number } | { readonly userId: string }): Promise<Frame[]> {
    const replies = await this.limit(() => this.work.openReplies(of));
    return replies.flatMap(writtenSoFar);
  }

  private sync(userId: string | undefined, chatId: number, seq: number, limit: number) {
    const anchor = { walk: 'changes', seq, id: MAX_ID } as const;
    return this.limit(() => this.messages.sync({ userId, chatId, filters: {}, anchor, limit }));
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ChatNotFound;
}
