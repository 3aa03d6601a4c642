import type { DelayBounds } from './back-off.js';
import type { ChatApi } from './chat-api.js';
import { ChatListPages } from './chat-list-pages.js';
import { ClientError } from './client-error.js';
import type { Chat } from './generated/api.js';
import { Retry } from './retry.js';
import type { Head } from './wire.js';

/** Of more chats that changed at once the pages are read again, instead of each of them. */
const MAX_SINGLE = 10;

/** What there is to show of the list; the same object until something in it is another. */
export interface ChatListState {
  /** The latest message first, each with its `unread_count`. */
  readonly chats: readonly Chat[];
  /** Whether nothing was read yet. */
  readonly isLoading: boolean;
  /** Whether there are older chats: see `loadMore()`. */
  readonly hasMore: boolean;
}

export interface ChatListOptions {
  readonly api: Pick<ChatApi, 'listChats' | 'getChat'>;
  readonly backOff: DelayBounds;
  readonly stopped: AbortSignal;
  readonly onChanged: () => void;
}

/**
 * The user's chats, kept in step for as long as somebody watches. The feed says which chats are another; what they are
 * like for this user, who has messages unread, is asked.
 */
export class ChatList {
  private readonly pages: ChatListPages;
  private chats = new Map<number, Chat>();
  /** By chat: how far the user has read, as far as is known here. */
  private readonly readUpTo = new Map<number, number>();
  private readonly stale = new Set<number>();
  private isAllStale = true;
  private isLoading = true;
  private watchers = 0;
  private readonly retries: Retry;
  private shown: ChatListState | undefined;

  constructor(private readonly options: ChatListOptions) {
    this.pages = new ChatListPages(options.api);
    this.retries = new Retry(options.backOff, options.stopped);
  }

  get state(): ChatListState {
    this.shown ??= { chats: this.sorted(), isLoading: this.isLoading, hasMore: this.pages.hasMore };
    return this.shown;
  }

  /** Keeps the list in step until what this returns is called. */
  watch(): () => void {
    let isWatching = true;
    if (this.watchers++ === 0) this.isAllStale = true;
    void this.work();
    return () => {
      if (isWatching) this.watchers--;
      isWatching = false;
    };
  }

  /** Adds the next page of older chats, if there is one. @throws ClientError */
  async loadMore(): Promise<void> {
    for (const chat of await this.pages.next()) this.put(chat);
    this.changed();
  }

  /** Anything may have been missed before a hello. */
  hello(): void {
    this.retries.wake();
    this.isAllStale = true;
    void this.work();
  }

  /** The chats stand at these numbers. */
  heads(heads: readonly Head[]): void {
    for (const { id, last_seq } of heads) if (last_seq > (this.chats.get(id)?.last_seq ?? -1)) this.stale.add(id);
    if (this.stale.size > MAX_SINGLE) this.isAllStale = true;
    void this.work();
  }

  /** The chat is another, or new; its number does not matter. */
  check(chatId: number): void {
    this.stale.add(chatId);
    void this.work();
  }

  /** The user has read this message and all before it. */
  read(chatId: number, messageId: number): void {
    if (messageId <= (this.readUpTo.get(chatId) ?? 0)) return;
    this.readUpTo.set(chatId, messageId);
    this.changed();
  }

  /** The chat is not there for this user any more. */
  drop(chatId: number): void {
    this.stale.delete(chatId);
    if (this.chats.delete(chatId)) this.changed();
  }

  /** One request at a time, until nothing is stale. */
  private work(): Promise<void> {
    return this.retries.untilDone('list', () => {
      if (this.watchers === 0 || !this.isStale) return undefined;
      return this.isAllStale ? this.readPages() : this.readStale();
    });
  }

  private get isStale(): boolean {
    return this.isAllStale || this.stale.size > 0;
  }

  private async readPages(): Promise<void> {
    this.isAllStale = false;
    this.stale.clear();
    try {
      const chats = await this.pages.again();
      this.chats = new Map(chats.map((chat) => [chat.id, chat]));
    } catch (error) {
      this.isAllStale = true;
      throw error;
    }
    this.isLoading = false;
    this.changed();
  }

  private async readStale(): Promise<void> {
    for (const chatId of this.stale) {
      this.stale.delete(chatId);
      try {
        this.put(await this.options.api.getChat({ path: { chat_id: chatId } }));
      } catch (error) {
        if (!(error instanceof ClientError && error.status === 404)) {
          this.stale.add(chatId);
          throw error;
        }
        this.drop(chatId);
      }
      this.changed();
    }
  }

  private put(chat: Chat): void {
    if (chat.status === 'DELETED') this.chats.delete(chat.id);
    else this.chats.set(chat.id, chat);
  }

  private sorted(): readonly Chat[] {
    const chats = [...this.chats.values()].map((chat) => this.withoutRead(chat));
    return chats.toSorted((one, other) => compare(activityOf(other), activityOf(one)) || other.id - one.id);
  }

  private withoutRead(chat: Chat): Chat {
    const isRead = (chat.last_message?.id ?? 0) <= (this.readUpTo.get(chat.id) ?? -1);
    return isRead && chat.unread_count !== 0 ? { ...chat, unread_count: 0 } : chat;
  }

  private changed(): void {
    this.shown = undefined;
    this.options.onChanged();
  }
}

function activityOf({ last_message, created_at }: Chat): string {
  return last_message?.created_at ?? created_at;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
