import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { type Actor, type Caller, Revocations, type UserActor } from '#libs/auth';
import { type Acting, Drain, HttpErrors, refusal, type Trail } from '#libs/http';
import { ChangeReader } from './change-reader.js';
import { ChatFeed } from './chat-feed.js';
import type { Connection } from './connection.js';
import { Frame } from './frame.js';
import { Heartbeat } from './heartbeat.js';
import { Hub } from './hub.js';
import { type FeedScope, LiveMetrics } from './live-metrics.js';
import { RealtimeErrors } from './realtime-errors.js';
import { HEARTBEAT_MS } from './feed.js';
import { UserFeed } from './user-feed.js';

/** Connections and waiting requests of one person in one process. */
const MAX_PER_USER = 100;

/** Removes a feed whose connection is closed. */
type Close = () => void;

/** The socket or response under a connection. */
interface Closing {
  readonly closed: boolean;
  once(event: 'close', listener: () => void): unknown;
}

/** Opens and closes feeds. */
@Injectable()
export class Feeds implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Feeds.name);
  /** Connections and waiting requests by person. */
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly hub: Hub,
    private readonly heartbeat: Heartbeat,
    private readonly reader: ChangeReader,
    private readonly drain: Drain,
    private readonly revocations: Revocations,
    private readonly metrics: LiveMetrics,
  ) {
    drain.onBegin(() => this.heartbeat.endAll());
  }

  beforeApplicationShutdown(): void {
    this.heartbeat.endAll();
  }

  /** @throws ApiError when the user may not open another connection; nothing is sent yet */
  admit(userId: string | undefined, connection: Closing): void {
    if (this.drain.isDraining) throw refusal(HttpErrors.draining);
    this.count(userId, connection);
  }

  /**
   * Counts a connection, or a waiting request, until it is closed. It counts before anything is awaited; else any
   * number could pass at once.
   * @throws ApiError when the user has too many
   */
  count(userId: string | undefined, connection: Closing): void {
    if (userId === undefined || connection.closed) return;
    const open = this.counts.get(userId) ?? 0;
    if (open >= MAX_PER_USER) throw refusal(RealtimeErrors.too_many_feeds, MAX_PER_USER);
    this.counts.set(userId, open + 1);
    connection.once('close', () => this.release(userId));
  }

  /** All chats of a person. The feed joins the hub first and reads afterwards, so no change is lost in between. */
  openForUser(actor: UserActor, caller: Caller, connection: Connection, trail: Trail): Close {
    const { userId } = actor;
    const feed = new UserFeed(userId, caller.expiresAt, connection);
    this.hub.join(userId, feed);
    this.heartbeat.add(feed);
    void Promise.all([this.reader.epoch(), this.reader.heads(userId), this.reader.openReplies({ userId })]).then(
      ([epoch, chats, replies]) => feed.greet(epoch, chats, replies),
      () => feed.end('failed'),
    );
    const unwatch = this.revocations.watch(caller, () => feed.end('expired'));
    const context = { ...trail, caller_id: caller.subject, user_id: userId };
    return this.opened('user', connection, context, () => {
      unwatch();
      this.hub.leave(userId, feed);
      this.heartbeat.remove(feed);
    });
  }

  /**
   * One chat, from a seq on, or from now. A seq greater than the chat's counts as now; `hello` then has the real one.
   * @param connect called when the chat was found
   * @throws ChatNotFound
   */
  async openForChat(
    { userId }: Actor,
    caller: Caller,
    { chatId, after, trail }: { chatId: number; after: number | undefined; trail: Trail },
    connect: () => Connection,
  ): Promise<Close> {
    const [head, epoch] = await Promise.all([this.reader.head(userId, chatId), this.reader.epoch()]);
    const connection = connect();
    const from = Math.min(after ?? head, head);
    const since = (seq: number) => this.reader.since(userId, chatId, seq);
    const feed = new ChatFeed(chatId, userId, caller.expiresAt, from, connection, since);
    const hello = { epoch, chats: [{ id: chatId, last_seq: head }], heartbeat_ms: HEARTBEAT_MS };
    connection.send(Frame.of('hello', hello, from), true);
    this.hub.listen(chatId, feed);
    this.heartbeat.add(feed);
    // Always: the chat may have changed since its head was read.
    void feed.read().then(() => this.tellWritten(feed, chatId));
    const context = { ...trail, chat_id: chatId, caller_id: caller.subject, user_id: userId };
    const unwatch = this.revocations.watch(caller, () => feed.end('expired'));
    return this.opened('chat', connection, context, () => {
      unwatch();
      this.hub.unlisten(chatId, feed);
      this.heartbeat.remove(feed);
    });
  }

  private async tellWritten(feed: ChatFeed, chatId: number): Promise<void> {
    try {
      feed.greet(await this.reader.openReplies({ chatId }));
    } catch {
      feed.end('failed');
    }
  }

  private release(userId: string): void {
    const left = (this.counts.get(userId) ?? 1) - 1;
    if (left === 0) this.counts.delete(userId);
    else this.counts.set(userId, left);
  }

  private opened(scope: FeedScope, connection: Connection, context: Trail & Acting, close: Close): Close {
    const ended = this.metrics.opened(connection, scope);
    const since = performance.now();
    this.logger.log(context, 'feed opened');
    return () => {
      close();
      ended();
      const { code } = connection;
      this.logger.log({ ...context, code, duration_ms: Math.round(performance.now() - since) }, 'feed closed');
    };
  }
}
