import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { type Actor, type Caller, Revocations } from '#libs/auth';
import { type Acting, type Closing, Drain, HttpErrors, refusal, type Trail } from '#libs/http';
import { ChangeReader } from './change-reader.js';
import { ChatFeed } from './chat-feed.js';
import { ConnectionCounts } from './connection-counts.js';
import type { Connection } from './connection.js';
import { EveryChat } from './every-chat.js';
import { EveryChatFeed } from './every-chat-feed.js';
import { Frame } from './frame.js';
import { type AnyFeed, Heartbeat } from './heartbeat.js';
import { Hub } from './hub.js';
import { type FeedScope, LiveMetrics } from './live-metrics.js';
import { HEARTBEAT_MS } from './feed.js';
import { UserFeed } from './user-feed.js';

/** Connections and waiting requests of one person in one process. */
const MAX_PER_USER = 100;
/** Feeds of every chat of one service in one process. */
const MAX_PER_SERVICE = 10;

/** Removes a feed whose connection is closed. */
type Close = () => void;

interface Opening {
  readonly feed: AnyFeed;
  readonly caller: Caller;
  readonly connection: Connection;
  readonly acting: Trail & Omit<Acting, 'caller_id'>;
  /** Where it was joined. */
  readonly leave: () => void;
}

/** Opens and closes feeds. */
@Injectable()
export class Feeds implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Feeds.name);
  private readonly ofPeople = new ConnectionCounts(MAX_PER_USER);
  private readonly ofServices = new ConnectionCounts(MAX_PER_SERVICE);

  constructor(
    private readonly hub: Hub,
    private readonly everyChat: EveryChat,
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

  /** The same for a feed of all that the caller sees: of a person, or of a service as itself. */
  admitToAll({ userId }: Actor, { subject }: Caller, connection: Closing): void {
    this.admit(userId, connection);
    if (userId === undefined) this.ofServices.count(subject, connection);
  }

  /**
   * Counts a connection, or a waiting request, until it is closed.
   * @throws ApiError when the user has too many
   */
  count(userId: string | undefined, connection: Closing): void {
    if (userId !== undefined) this.ofPeople.count(userId, connection);
  }

  /** All that the caller sees: the chats of a person, or every chat for a service as itself. */
  openForAll(actor: Actor, caller: Caller, connection: Connection, trail: Trail): Close {
    const { userId } = actor;
    if (userId === undefined) return this.openForEveryChat(caller, connection, trail);
    return this.openForUser(userId, caller, connection, trail);
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
    // Always: the chat may have changed since its head was read.
    void feed.read().then(() => this.tellWritten(feed, chatId));
    const acting = { ...trail, chat_id: chatId, user_id: userId };
    return this.open('chat', { feed, caller, connection, acting, leave: () => this.hub.unlisten(chatId, feed) });
  }

  /** All chats of a person. The feed joins the hub first and reads afterwards, so no change is lost in between. */
  private openForUser(userId: string, caller: Caller, connection: Connection, trail: Trail): Close {
    const feed = new UserFeed(userId, caller.expiresAt, connection);
    this.hub.join(userId, feed);
    void Promise.all([this.reader.epoch(), this.reader.heads(userId), this.reader.openReplies({ userId })]).then(
      ([epoch, chats, replies]) => feed.greet(epoch, chats, replies),
      () => feed.end('failed'),
    );
    const acting = { ...trail, user_id: userId };
    return this.open('user', { feed, caller, connection, acting, leave: () => this.hub.leave(userId, feed) });
  }

  /**
   * Every chat, for a service. It has to look itself for what changed before `hello`, which is sent when the feed has
   * joined, so nothing is missed in between.
   */
  private openForEveryChat(caller: Caller, connection: Connection, trail: Trail): Close {
    const feed = new EveryChatFeed(caller.expiresAt, connection);
    let isClosed = false;
    void Promise.all([this.reader.epoch(), this.reader.now()]).then(
      ([epoch, at]) => {
        if (isClosed) return;
        this.everyChat.join(feed, at);
        feed.greet(epoch, at);
      },
      () => feed.end('failed'),
    );
    const leave = () => {
      isClosed = true;
      this.everyChat.leave(feed);
    };
    return this.open('every_chat', { feed, caller, connection, acting: trail, leave });
  }

  private async tellWritten(feed: ChatFeed, chatId: number): Promise<void> {
    try {
      feed.greet(await this.reader.openReplies({ chatId }));
    } catch {
      feed.end('failed');
    }
  }

  /** What every feed has: a heartbeat, an end when its token is revoked, its count and two lines in the log. */
  private open(scope: FeedScope, { feed, caller, connection, acting, leave }: Opening): Close {
    this.heartbeat.add(feed);
    const unwatch = this.revocations.watch(caller, () => feed.end('expired'));
    const ended = this.metrics.opened(connection, scope);
    const since = performance.now();
    const context = { ...acting, caller_id: caller.subject };
    this.logger.log(context, 'feed opened');
    return () => {
      unwatch();
      leave();
      this.heartbeat.remove(feed);
      ended();
      const { code } = connection;
      this.logger.log({ ...context, code, duration_ms: Math.round(performance.now() - since) }, 'feed closed');
    };
  }
}
