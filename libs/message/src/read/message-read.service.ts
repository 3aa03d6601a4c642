import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import { ChatNotFound, ChatRepository, type ChatView, ParticipantRepository, type WatermarkView } from '#libs/chat';
import { Database, type Queryable } from '#libs/database';
import { FilteredPages } from './filtered-pages.js';
import { MessageNotFound } from '../shown/message-errors.js';
import { sparseFilter } from './page-filters.js';
import type { ChangesQuery, PageQuery } from './page-statement.js';
import { type MessagePage, toMessagePage } from './message-page.js';
import type { MessageView } from '../shown/message-view.js';
import { PageRepository } from './page.repository.js';
import { MessageRepository } from '../rows/message.repository.js';

/** What sync answers. */
export interface ChangesSince {
  readonly page: MessagePage;
  /** When its title, status or membership changed, or nothing of it is known yet. */
  readonly chat: ChatView | null;
  readonly receipts: readonly WatermarkView[];
  readonly epoch: string;
}

@Injectable()
export class MessageReadService {
  constructor(
    private readonly database: Database,
    private readonly chats: ChatRepository,
    private readonly participants: ParticipantRepository,
    private readonly messages: MessageRepository,
    private readonly pages: PageRepository,
    private readonly filtered: FilteredPages,
  ) {}

  async list(query: PageQuery, db: Queryable = this.database): Promise<MessagePage> {
    if (sparseFilter(query.filters) !== undefined) return this.filtered.page(query);
    const rows = await this.pages.page(db, query);
    if (rows.length === 0) throw new ChatNotFound();
    return toMessagePage(rows, query.anchor, query.limit);
  }

  /** All that changed after a number of the chat, out of one snapshot; the rest of a long answer follows by its cursor. */
  sync(query: ChangesQuery): Promise<ChangesSince> {
    return this.database.snapshot((db) => this.changesSince(db, query));
  }

  /**
   * The same for many people, read once for all of them.
   * @returns the changes as a service sees them, and of each of these people who may see them, what is unread to them
   */
  syncForAll(
    query: Omit<ChangesQuery, 'userId'>,
    userIds: readonly string[],
  ): Promise<{ readonly changes: ChangesSince; readonly unread: ReadonlyMap<string, number> }> {
    return this.database.snapshot(async (db) => ({
      changes: await this.changesSince(db, { ...query, userId: undefined }),
      unread: await this.participants.findUnreadCounts(db, query.chatId, userIds),
    }));
  }

  /** @throws MessageNotFound when it is not there for the actor */
  async get(db: Queryable, actor: Actor, messageId: number): Promise<MessageView> {
    const message = await this.messages.find(db, actor.userId, messageId);
    if (message === null) throw new MessageNotFound();
    return message;
  }

  private async changesSince(db: Queryable, query: ChangesQuery): Promise<ChangesSince> {
    const { chatId, userId, anchor } = query;
    const page = await this.list(query, db);
    const chat = await this.chats.findChangedSince(db, userId, chatId, anchor.seq);
    const receipts = await this.participants.changedSince(db, chatId, anchor.seq);
    return { page, chat, receipts, epoch: await this.database.epoch(db) };
  }
}
