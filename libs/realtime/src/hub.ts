import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Bus, type ChangedHint, type DeltaHint, type Hint, type HintListener, type TypingHint } from '#libs/bus';
import { loggableError } from '#libs/http';
import { ChangeReader } from './change-reader.js';
import { ChatChannel, type LocalFeeds } from './chat-channel.js';
import { EveryChat } from './every-chat.js';
import type { Feed } from './feed.js';
import { Presence } from './presence.js';

/** Channels that are remembered; another is made when a hint arrives. */
const MAX_CHANNELS = 10_000;

/** Gives the hints of the bus to the channels of this process. */
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
    private readonly everyChat: EveryChat,
  ) {}

  onModuleInit(): void {
    this.bus.listen(this);
  }

  /** The feed receives every chat of its user from now on. */
  join(userId: string, feed: Feed): void {
    if (add(this.byUser, userId, feed)) this.presence.arrived(userId);
  }

  leave(userId: string, feed: Feed): void {
    if (remove(this.byUser, userId, feed)) this.presence.left(userId);
  }

  /** The feed receives one chat, which its user may read, from now on. */
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
    else if (hint.kind === 'work' || hint.kind === 'revoked') return;
    else this.hand(hint);
  }

  private hand(hint: ChangedHint | DeltaHint | TypingHint): void {
    if (hint.kind === 'changed') this.everyChat.heard(hint);
    if (this.byUser.size > 0 || this.byChat.size > 0) void this.tell(hint);
    // Without feeds no chat is followed. Clearing the cache costs its capacity even when it is empty.
    else if (this.channels.size > 0) this.channels.clear();
  }

  missed(): void {
    for (const feeds of [...this.byUser.values(), ...this.byChat.values()]) for (const feed of feeds) feed.missed();
    void this.everyChat.look();
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
      // The audience is unknown now, so every feed gets its heads as soon as the database answers.
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
