import { AssistantReplies } from './assistant-replies.js';
import { BACK_OFF } from './back-off.js';
import { ChatApi } from './chat-api.js';
import type { ChatClientOptions } from './chat-client-options.js';
import type { ChatEvents } from './chat-events.js';
import { ChatFeed } from './chat-feed.js';
import type { ChatReplica } from './chat-replica.js';
import type { Window } from './chat-sync.js';
import { chooseTransport } from './choose-transport.js';
import { Emitter } from './emitter.js';
import { Http } from './http.js';
import { OpenChats } from './open-chats.js';
import { type ShownMessage, toOptimistic } from './optimistic-message.js';
import { Outbox } from './outbox.js';
import { memoryStorage, OutboxStore } from './outbox-store.js';
import { ReadReceipts } from './read-receipts.js';
import { Stopped } from './waiting.js';
import type { Draft, Frame, Head, Message } from './wire.js';

/** The server takes one every 2 s. */
const TYPING_INTERVAL = 2_000;

const OLDER_MESSAGES = 50;

/**
 * A user's chats, kept in step with the server over a live feed, and an outbox that loses nothing: a send is attempted
 * at least once and takes effect exactly once; every open chat ends up as the server has it.
 */
export class ChatClient extends Emitter<ChatEvents> {
  /** The nine operations over the same connection; what they change comes back through the feed. */
  readonly api: ChatApi;
  private readonly stopped = new AbortController();
  private readonly feed: ChatFeed;
  private readonly outbox: Outbox;
  private readonly receipts: ReadReceipts;
  private readonly chats: OpenChats;
  private readonly replies: AssistantReplies;
  private readonly userId: string;
  private typedAt = -Infinity;

  constructor(options: ChatClientOptions) {
    super();
    const { userId, backOff = BACK_OFF, storage = memoryStorage() } = options;
    const stopped = this.stopped.signal;
    const onError = (error: unknown) => this.emit('error', error);
    this.userId = userId;
    const http = new Http({ ...options, stopped, onTokenRefused: onError });
    this.api = new ChatApi(http);
    this.chats = new OpenChats({
      // A user may name themselves, a service has to.
      api: {
        listMessages: ({ query, ...request }) =>
          this.api.listMessages({ ...request, query: { ...query, user_id: userId } }),
      },
      userId,
      backOff,
      stopped,
      timeoutMs: options.openTimeoutMs ?? 60_000,
      onChanged: (chatId) => this.chatChanged(chatId),
      onDropped: (chatId) => this.emit('dropped', chatId),
    });
    this.outbox = new Outbox({
      store: new OutboxStore(storage, http.timeoutMs, stopped),
      limit: options.outboxLimit ?? 1_000,
      backOff,
      stopped,
      deliver: async (chatId, body) => {
        const sent = await this.api.sendMessage({ path: { chat_id: chatId }, body: { ...body, user_id: userId } });
        this.feed.wake();
        return sent;
      },
      isHeld: (chatId, message) => this.chats.isPast(chatId, message.change_seq),
      onChanged: (chatId) => this.emit('changed', chatId),
      onError,
    });
    this.replies = new AssistantReplies({
      api: this.api,
      userId,
      stopped,
      replica: (chatId) => this.chats.replica(chatId),
      onChanged: (chatId, look) => this.on('changed', (id) => (id === chatId ? look() : undefined)),
    });
    this.receipts = new ReadReceipts({
      backOff,
      stopped,
      tell: (messageId) =>
        this.api.updateMessageStatus({
          path: { message_id: messageId },
          body: { status: 'READ', up_to: true, user_id: userId },
        }),
      readUpTo: (chatId) => this.chats.replica(chatId)?.watermarks.get(userId)?.read_up_to ?? 0,
      onError,
    });
    this.feed = new ChatFeed({
      transport: chooseTransport(options, http),
      tokens: http.tokens,
      bounds: { backOff, restart: options.restart ?? BACK_OFF },
      stopped,
      checkToken: () => this.api.listChats({ query: { limit: 1, user_id: userId } }),
      onFrame: (frame) => this.receive(frame),
      onStatus: (status) => this.emit('status', status),
    });
  }

  /**
   * Sends what is left from before, and connects. Without it chats can be opened, but nothing is sent and nothing live.
   * @throws Error "the outbox cannot be read", with its `cause`, when the storage fails, takes longer than `timeoutMs`
   * or holds something else; nothing has begun then. Stopped
   */
  async start(): Promise<void> {
    await this.outbox.load();
    void this.feed.run();
  }

  /**
   * Ends the connection, requests and timers at once, for good. Unsent messages stay in the storage: resolves when they
   * are saved, or the last attempt has failed (see `error`), which each does after `timeoutMs`. Never rejects.
   */
  stop(): Promise<void> {
    this.stopped.abort(new Stopped('the client was stopped'));
    return this.outbox.kept();
  }

  /**
   * Fetches a chat and keeps it in step until `close()`. A second call gives the same replica.
   * @param window the latest so many messages (1-100), or all of them
   * @throws ClientError 404; TimedOut; Stopped
   */
  open(chatId: number, { window = 'all' }: { readonly window?: Window } = {}): Promise<ChatReplica> {
    return this.chats.open(chatId, window);
  }

  close(chatId: number): void {
    this.chats.close(chatId);
  }

  /**
   * Adds older messages (1-100) to an open chat's window; its `hasOlder` tells whether there are any.
   * @throws ClientError; Error when the chat is not open, or changes too fast: try again later
   */
  loadOlder(chatId: number, limit = OLDER_MESSAGES): Promise<void> {
    return this.chats.loadOlder(chatId, limit);
  }

  /** What there is to show: the messages that are held, then those on their way. Each once, at every moment. */
  messages(chatId: number): readonly ShownMessage[] {
    const replica = this.chats.replica(chatId);
    const held: readonly Message[] = replica?.messages ?? [];
    const entries = this.outbox.of(chatId).filter((entry) => !replica?.find(this.userId, entry.clientMessageId));
    const answers = entries.flatMap(({ answer }) => answer ?? []);
    const pending = entries.filter(({ answer }) => answer === undefined);
    return [
      ...(answers.length === 0 ? held : [...held, ...answers].toSorted((one, other) => one.id - other.id)),
      ...pending.map((entry) => toOptimistic(entry.toStored(), this.userId)),
    ];
  }

  /**
   * Shows a message at once and sends it when it can. `sent` rejects when the server refuses it; `messages()` shows
   * it as FAILED then, until `retry()` or `discard()`.
   * @throws OutboxFull; RangeError when a message with this `client_message_id` waits already
   */
  send(chatId: number, draft: Draft): { readonly clientMessageId: string; readonly sent: Promise<Message> } {
    const { clientMessageId, sent } = this.outbox.add(chatId, draft);
    return { clientMessageId, sent };
  }

  /**
   * Sends a message to an open chat and waits, 120,000 ms by default, for the assistant's reply, which `messages()`
   * shows as it grows.
   * @returns the reply, SENT or FAILED; undefined when the message gets none
   * @throws what `send()` and `sent` do; Stopped when the chat is not open; TimedOut: it may be sent and answered yet
   */
  ask(chatId: number, draft: Draft, timeoutMs?: number): Promise<Message | undefined> {
    return this.replies.ask(() => this.send(chatId, draft).sent, timeoutMs);
  }

  /**
   * Stops a reply that is being written, and gives it, FAILED, with the text so far. May be repeated.
   * @throws ClientError: 400 `illegal_status_change` when it is finished, 400 `sender_only` when others asked, 404
   */
  stopReply(replyId: number): Promise<Message> {
    return this.replies.stop(replyId);
  }

  /**
   * Has a FAILED reply in an open chat written again, and waits for it as `ask()` does; a SENT one stays as it is.
   * @returns the reply, SENT or FAILED; undefined when the chat's window does not reach back to it
   * @throws ClientError: 400 `sender_only` when others asked, 404; Stopped and TimedOut as `ask()`
   */
  retryReply(replyId: number, timeoutMs?: number): Promise<Message | undefined> {
    return this.replies.retry(replyId, timeoutMs);
  }

  /** Sends a FAILED message again. @throws RangeError when there is none */
  retry(clientMessageId: string): Promise<Message> {
    return this.outbox.retry(clientMessageId).sent;
  }

  /** Gives up a message; one that is on its way right now may arrive all the same. @throws RangeError when there is none */
  discard(clientMessageId: string): void {
    this.outbox.discard(clientMessageId);
  }

  /**
   * Tells the server that the user has read this message of others, and all before it. The latest one of a chat counts;
   * it is told until the server answers, but kept nowhere: after a restart say it again. What the replica knows to be
   * read is not told again; a refusal other than 404 is emitted as `error`.
   * @param messageId of the latest message of others that is shown and not SENDING
   */
  read(chatId: number, messageId: number): void {
    this.receipts.read(chatId, messageId);
  }

  /** Tells the others; one every 2 s goes out, over a WebSocket only, and none is kept for later. */
  typing(chatId: number): void {
    if (this.feed.send === undefined || Date.now() - this.typedAt < TYPING_INTERVAL) return;
    this.typedAt = Date.now();
    this.feed.send(JSON.stringify({ type: 'typing', chat_id: chatId }));
  }

  private receive(frame: Frame): void {
    switch (frame.type) {
      case 'hello':
        this.chats.hello(frame);
        this.outbox.wake();
        this.receipts.wake();
        return this.emit('heads', frame.chats);
      case 'heads':
        this.chats.heads(frame.chats);
        return this.emit('heads', frame.chats);
      case 'changed': {
        const head: Head = { id: frame.chat_id, last_seq: frame.seq };
        return this.chats.changed(frame) ? undefined : this.emit('heads', [head]);
      }
      case 'delta':
        return this.chats.delta(frame);
      case 'typing':
        return this.emit('typing', frame);
      case 'presence':
        return this.emit('presence', frame);
    }
  }

  /** What the replica holds now, or has come past, is not on its way any more. */
  private chatChanged(chatId: number): void {
    this.outbox.settle(chatId, (key) => this.chats.replica(chatId)?.find(this.userId, key));
    this.emit('changed', chatId);
  }
}
