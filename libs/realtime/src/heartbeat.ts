import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { ChatHead } from '#libs/chat';
import { loggableError } from '#libs/http';
import { ChangeReader, COMMITTED_WITHIN_MS } from './change-reader.js';
import { ChatFeed } from './chat-feed.js';
import { Frame } from './frame.js';
import { EveryChat } from './every-chat.js';
import { EveryChatFeed } from './every-chat-feed.js';
import type { UserFeed } from './user-feed.js';

const TICK_MS = 1_000;
const BEAT_EVERY_TICKS = 15;
/** People whose heads are read in one statement. */
const MAX_DUE = 500;

export type AnyFeed = UserFeed | ChatFeed | EveryChatFeed;

/**
 * One timer for all feeds. It ends feeds whose token has expired, keeps the others open, and sends each the heads of
 * recently changed chats every 15-30 s: this repairs lost hints.
 */
@Injectable()
export class Heartbeat implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Heartbeat.name);
  private readonly feeds = new Set<AnyFeed>();
  private timer: NodeJS.Timeout | undefined;
  private ticks = 0;
  private isAsking = false;

  constructor(
    private readonly reader: ChangeReader,
    private readonly everyChat: EveryChat,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  add(feed: AnyFeed): void {
    this.feeds.add(feed);
  }

  remove(feed: AnyFeed): void {
    this.feeds.delete(feed);
  }

  /** Called when the process is about to end. */
  endAll(): void {
    for (const feed of this.feeds) feed.end('restart');
  }

  private tick(): void {
    this.ticks++;
    const [now, date] = [performance.now(), Date.now()];
    const due: UserFeed[] = [];
    const single: ChatFeed[] = [];
    for (const feed of this.feeds) {
      if (feed.expiresAt <= date) feed.end('expired');
      else if (this.ticks % BEAT_EVERY_TICKS === 0) feed.beat();
      if (feed instanceof ChatFeed) single.push(feed);
      else if (feed instanceof EveryChatFeed) continue;
      else if (due.length < MAX_DUE && feed.isDue(now)) due.push(feed);
    }
    const isBeat = this.ticks % BEAT_EVERY_TICKS === 0;
    if (isBeat) void this.everyChat.look();
    if (this.isAsking) return;
    this.isAsking = true;
    void Promise.all([this.sayHeads(due, now), isBeat ? this.checkHeads(single) : undefined])
      .catch((error: unknown) => this.logger.warn({ error: loggableError(error) }, 'heads are not told'))
      .finally(() => (this.isAsking = false));
  }

  private async sayHeads(due: readonly UserFeed[], now: number): Promise<void> {
    if (due.length === 0) return;
    const since = Math.min(...due.map(({ toldAt }) => toldAt));
    const userIds = [...new Set(due.map(({ userId }) => userId))];
    const heads = new Map<string, ChatHead[]>(userIds.map((userId) => [userId, []]));
    for (const { user_id, ...head } of await this.reader.headsChangedLately(
      userIds,
      (now - since + COMMITTED_WITHIN_MS) / 1000,
    ))
      heads.get(user_id)?.push(head);
    for (const feed of due) feed.tell(Frame.of('heads', { chats: heads.get(feed.userId) ?? [] }), now);
  }

  private async checkHeads(feeds: readonly ChatFeed[]): Promise<void> {
    if (feeds.length === 0) return;
    const heads = await this.reader.findHeads([...new Set(feeds.map(({ chatId }) => chatId))]);
    const seqs = new Map(heads.map(({ id, last_seq }) => [id, last_seq]));
    for (const feed of feeds) feed.isAt(seqs.get(feed.chatId) ?? Number.MAX_SAFE_INTEGER);
  }
}
