import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Bus, type ChangedHint, type DeltaHint, type Hint, type HintListener, type TypingHint } from '#libs/bus';
import { loggableError } from '#libs/http';
import { ChangeReader } from './change-reader.js';
import { ChatChannel, type LocalFeeds } from './chat-channel.js';
import type { Feed } from './feed.js';
import { Presence } from './presence.js';

/** Chats whose people and numbers are remembered; another is read anew when a hint tells of it. */
const MAX_CHANNELS = 10_000;

/** Brings what the bus tells to the feeds of this process. */
@Injectable()
export class Hub implements OnModuleInit, HintListener, LocalFeeds {
  private readonly logger = new Logger(Hub.name);
  private readonly byUser = new Map<string, Set<Feed>>();
  private readonly byChat = new Map<number, Set<Feed>>();
  private readonly channels = new LRUCache<number, ChatChannel>({ max: MAX_CHANNELS });

  constructor(
    private readonly bus: Bus,
    private readonly reader: ChangeReader,
    private readonly presence: Presence,
  ) {}

  onModuleInit(): void {
    this.bus.listen(this);
  }

  /** From now on the feed hears of every chat that its user is in. */
  join(userId: string, feed: Feed): void {
    if (add(this.byUser, userId, feed)) this.presence.arrived(userId);
  }

  leave(userId: string, feed: Feed): void {
    if (remove(this.byUser, userId, feed)) this.presence.left(userId);
  }

  /** From now on the feed hears of one chat, which its user may read. */
  listen(chatId: number, feed: Feed): void {
    add(this.byChat, chatId, feed);
  }

  unlisten(chatId: number, feed: Feed): void {
    remove(this.byChat, chatId, feed);
  }

  ofUsers(userIds: Iterable<string>): Feed[] {
    const feeds: Feed[] = [];
    for (const userId of userIds) for (const feed of this.byUser.get(userId) ?? []) feeds.push(feed);
    return feeds;
  }

  ofChat(chatId: number): Feed[] {
    return [...(this.byChat.get(chatId) ?? [])];
  }

  heard(hint: Hint): void {
    if (hint.kind === 'presence' || hint.kind === 'peers') this.presence.heard(hint, this);
    else if (hint.kind === 'work') return;
    else if (this.byUser.size > 0 || this.byChat.size > 0) void this.tell(hint);
    // What nobody is told is not followed either. Clearing costs as much as the cache may hold, also when it holds nothing.
    else if (this.channels.size > 0) this.channels.clear();
  }

  missed(): void {
    for (const feeds of [...this.byUser.values(), ...this.byChat.values()]) for (const feed of feeds) feed.lost();
  }

  get users(): readonly string[] {
    return [...this.byUser.keys()];
  }

  private async tell(hint: ChangedHint | DeltaHint | TypingHint): Promise<void> {
    const { chatId } = hint;
    try {
      if (hint.kind !== 'changed') await this.channel(chatId).pass(hint);
      else await this.channel(chatId).receive(hint);
    } catch (error) {
      this.logger.warn({ error: loggableError(error), chat_id: chatId }, 'changes of a chat are missed');
      this.channels.delete(chatId);
      // Whose chat it is cannot be known now; everybody is told how far their chats are once it can.
      this.missed();
    }
  }

  private channel(chatId: number): ChatChannel {
    const known = this.channels.get(chatId);
    if (known !== undefined) return known;
    const channel = new ChatChannel(chatId, this.reader, this);
    this.channels.set(chatId, channel);
    return channel;
  }
}

/** @returns whether it is the first of its key */
function add<Key>(feeds: Map<Key, Set<Feed>>, key: Key, feed: Feed): boolean {
  const known = feeds.get(key);
  known?.add(feed);
  if (known === undefined) feeds.set(key, new Set([feed]));
  return known === undefined;
}

/** @returns whether it was the last of its key */
function remove<Key>(feeds: Map<Key, Set<Feed>>, key: Key, feed: Feed): boolean {
  const known = feeds.get(key);
  if (known?.delete(feed) !== true || known.size > 0) return false;
  return feeds.delete(key);
}
