import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Actor, UserActor } from '#libs/auth';
import { bareHint, Bus } from '#libs/bus';
import { hasWebhooks, SETTINGS, type Settings } from '#libs/config';
import { Database, PageLane, readTogether } from '#libs/database';
import { refusal } from '#libs/http';
import { SearchLane } from '#libs/search';
import { ChatChanges } from './changes/chat-changes.js';
import { ChatStatusChange } from './requests/chat-status-change.js';
import { ChatErrors, ChatNotFound } from './shown/chat-errors.js';
import { type ChatFilters, type ChatPage, type ChatPlace, listStatement, versionOf } from './rows/chat-list.js';
import type { AskedChat, ChatView } from './shown/chat-view.js';
import type { ChatStatus } from './shown/chat-vocabulary.js';
import { ChatRepository, type NewChat } from './rows/chat.repository.js';

@Injectable()
export class ChatService {
  private readonly found = readTogether((asked: readonly AskedChat[]) => this.chats.find(this.database, asked));

  constructor(
    private readonly database: Database,
    private readonly chats: ChatRepository,
    private readonly changes: ChatChanges,
    private readonly bus: Bus,
    private readonly searches: SearchLane,
    private readonly lane: PageLane,
    @Optional() @Inject(SETTINGS) private readonly settings?: Pick<Settings, 'WEBHOOK_URL'>,
  ) {}

  /** The same owner and session always get the same chat, however many ask at once. */
  async create(draft: NewChat): Promise<ChatView> {
    const id = await this.chats.insert(this.database, draft, hasWebhooks(this.settings));
    if (id !== undefined) {
      this.bus.publish(bareHint(id, 0, 0));
      return this.getFor(draft.ownerId, id);
    }
    const existing = await this.chats.findBySession(this.database, draft.ownerId, draft.sessionId);
    if (existing === null) throw new ChatNotFound();
    if (existing.chat_type !== draft.chatType) throw refusal(ChatErrors.session_id_reused, 'chat_type');
    if (existing.rag_enabled !== draft.ragEnabled) throw refusal(ChatErrors.session_id_reused, 'rag_enabled');
    return existing;
  }

  get(actor: Actor, chatId: number): Promise<ChatView> {
    return this.getFor(actor.userId, chatId);
  }

  async list(
    { userId }: UserActor,
    filters: ChatFilters,
    after: ChatPlace | undefined,
    limit: number,
  ): Promise<ChatPage> {
    const query = { userId, filters, after, limit };
    const found =
      filters.q === undefined
        ? await this.lane.run(userId, () => this.chats.list(this.database, query))
        : await this.searches.query<ChatView>(userId, 'q', listStatement(query));
    const chats = found.slice(0, limit);
    const last = chats.at(-1);
    const version = versionOf(found);
    if (last === undefined || found.length <= limit) return { chats, next: undefined, version };
    return {
      chats,
      version,
      next: { at: filters.updatedSince === undefined ? last.activity_at : last.updated_at, id: last.id },
    };
  }

  async setStatus(actor: Actor, chatId: number, status: ChatStatus): Promise<ChatView> {
    return this.changes.change(new ChatStatusChange(actor, chatId, status));
  }

  private async getFor(userId: string | undefined, chatId: number): Promise<ChatView> {
    const chat = await this.found.load({ userId, chatId });
    if (chat === null) throw new ChatNotFound();
    return chat;
  }
}
