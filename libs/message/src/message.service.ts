import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import {
  ChatChanges,
  ChatNotFound,
  ChatRepository,
  type ChatView,
  ParticipantRepository,
  type WatermarkView,
} from '#libs/chat';
import { Database, type Queryable } from '#libs/database';
import { ReplyLimit, StoredBytes } from '#libs/limits';
import { Send, type Sent } from './changes/send.js';
import { FilteredPages } from './filtered-pages.js';
import { MessageNotFound } from './message-errors.js';
import { sparseFilter } from './message-filters.js';
import type { ChangesQuery, MessageListQuery } from './message-list.js';
import { type MessagePage, toMessagePage } from './message-page.js';
import type { MessageView } from './message-view.js';
import { MessageRepository } from './message.repository.js';
import { type NewMessage, storedSize } from './new-message.js';

/** What sync answers. */
export interface ChangesSince {
  readonly page: MessagePage;
  /** When its title, status or membership changed, or nothing of it is known yet. */
  readonly chat: ChatView | null;
  readonly receipts: readonly WatermarkView[];
  readonly epoch: string;
}

@Injectable()
export class MessageService {
  constructor(
    private readonly database: Database,
    private readonly changes: ChatChanges,
    private readonly chatRows: ChatRepository,
    private readonly participants: ParticipantRepository,
    private readonly messages: MessageRepository,
    private readonly filtered: FilteredPages,
    private readonly stored: StoredBytes,
    private readonly replies: ReplyLimit,
  ) {}

  /** Takes effect once per sender and `clientMessageId`; a repetition gets the stored message. */
  async send(actor: Actor, chatId: number, message: NewMessage): Promise<Sent> {
    const size = storedSize(message);
    const refusal = await this.stored.refusal(actor.userId, size);
    const sent = await this.replies.around(actor, (opensReply) =>
      this.changes.change(new Send(actor, chatId, message, size, { refusal, opensReply })),
    );
    if (sent.isNew) this.stored.add(actor.userId, size);
    return sent;
  }

  async list(query: MessageListQuery, db: Queryable = this.database): Promise<MessagePage> {
    if (sparseFilter(query.filters) !== undefined) return this.filtered.page(query);
    const rows = await this.messages.list(db, query);
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
      unread: await this.participants.unreadTo(db, query.chatId, userIds),
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
    const chat = await this.chatRows.findChangedSince(db, userId, chatId, anchor.seq);
    const receipts = await this.participants.changedSince(db, chatId, anchor.seq);
    return { page, chat, receipts, epoch: await this.database.epoch(db) };
  }
}
