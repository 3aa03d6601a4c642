import type { ChatApi } from './chat-api.js';
import type { ChatClientOptions } from './chat-client-options.js';
import type { ChatEvents } from './chat-events.js';
import type { FeedStatus } from './chat-feed.js';
import type { ChatListState } from './chat-list.js';
import type { ChatReplica } from './chat-replica.js';
import type { Window } from './chat-sync.js';
import { ClientParts } from './client-parts.js';
import { Emitter } from './emitter.js';
import { toDeletion, toEdit } from './message-acts.js';
import type { ShownMessage } from './optimistic-message.js';
import { Stopped } from './waiting.js';
import type { Chat, CreateChat } from './generated/api.js';
import type { Draft, Message } from './wire.js';

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
  /** The user of the token, or the one that a service acts for. */
  readonly userId: string;
  private readonly parts: ClientParts;
  private typedAt = -Infinity;
  private started: Promise<void> | undefined;
  private current: FeedStatus = 'offline';

  constructor(options: ChatClientOptions) {
    super();
    this.userId = options.userId;
    this.parts = new ClientParts(
      options,
      (name, ...values) => this.emit(name, ...values),
      (chatId, look) => this.on('changed', (id) => (id === chatId ? look() : undefined)),
    );
    this.api = this.parts.api;
    this.on('status', (status) => (this.current = status));
  }

  /** Of the live connection; `offline` before `start()`. */
  get status(): FeedStatus {
    return this.current;
  }

  /**
   * Sends what is left from before, and connects; a second call does nothing more. Without it chats can be opened, but
   * nothing is sent and nothing live.
   * @throws Error "the outbox cannot be read", with its `cause`, when the storage fails, takes longer than `timeoutMs`
   * or holds something else; nothing has begun then, and it may be called again. Stopped
   */
  start(): Promise<void> {
    this.started ??= this.begin();
    return this.started;
  }

  /**
   * Ends the connection, requests and timers at once, for good. What is unsent stays in the storage: resolves when it
   * is saved, or the last attempt has failed (see `error`), which each does after `timeoutMs`. Never rejects.
   */
  stop(): Promise<void> {
    this.parts.stopped.abort(new Stopped('the client was stopped'));
    return this.parts.store.kept();
  }

  /**
   * Fetches a chat and keeps it in step until `close()`. A second call gives the same replica. A caller that does
   * not wait for it need not handle the error when it is closed or dropped.
   * @param window how many of the latest messages (1-100), or all of them
   * @throws ClientError 404; TimedOut; Stopped
   */
  open(chatId: number, { window = 'all' }: { readonly window?: Window } = {}): Promise<ChatReplica> {
    return this.parts.chats.open(chatId, window);
  }

  close(chatId: number): void {
    this.parts.chats.close(chatId);
  }

  /**
   * Adds older messages (1-100) to an open chat's window; its `hasOlder` tells whether there are any.
   * @throws ClientError; Error when the chat is not open, or changes too fast: try again later
   */
  loadOlder(chatId: number, limit = OLDER_MESSAGES): Promise<void> {
    return this.parts.chats.loadOlder(chatId, limit);
  }

  /** What is held of an open chat; without a `chat` as long as nothing was read. Undefined when it is not open. */
  replica(chatId: number): ChatReplica | undefined {
    return this.parts.chats.replica(chatId);
  }

  /**
   * What there is to show: the messages that are held, then those on their way. Each once, at every moment. The same
   * array as before, with the same objects in it, until something is another.
   */
  messages(chatId: number): readonly ShownMessage[] {
    return this.parts.shown.of(chatId);
  }

  /** The user's chats, as `watchChats()` keeps them; the same object until something is another. */
  get chatList(): ChatListState {
    return this.parts.list.state;
  }

  /** Keeps `chatList` in step until what this returns is called; `list` tells whenever it is another. */
  watchChats(): () => void {
    return this.parts.list.watch();
  }

  /** Adds the next 50 older chats to `chatList`. @throws ClientError */
  loadMoreChats(): Promise<void> {
    return this.parts.list.loadMore();
  }

  /**
   * Creates a chat, and shows it in `chatList` at once. Safe to repeat with a `session_id`.
   * @throws ClientError
   */
  async createChat(body: CreateChat = {}): Promise<Chat> {
    const chat = await this.api.createChat({ body: { ...body, user_id: this.userId } });
    this.parts.list.check(chat.id);
    return chat;
  }

  /**
   * Shows a message at once and sends it when it can. `sent` rejects when the server refuses it; `messages()` shows
   * it as FAILED then, until `retry()` or `discard()`.
   * @throws OutboxFull; RangeError when a message with this `client_message_id` waits already
   */
  send(chatId: number, draft: Draft): { readonly clientMessageId: string; readonly sent: Promise<Message> } {
    const { clientMessageId, sent } = this.parts.outbox.add(chatId, draft);
    return { clientMessageId, sent };
  }

  /** Gives a message another text, at once for who looks here; refused as `send()` is. */
  edit(chatId: number, messageId: number, text: string): ReturnType<ChatClient['send']> {
    return this.send(chatId, toEdit(messageId, text));
  }

  /** Deletes a message for all, at once for who looks here; refused as `send()` is. */
  delete(chatId: number, messageId: number): ReturnType<ChatClient['send']> {
    return this.send(chatId, toDeletion(messageId));
  }

  /**
   * Sends a message to an open chat and waits, 120,000 ms by default, for the assistant's reply, which `messages()`
   * shows as it grows.
   * @returns the reply, SENT or FAILED; undefined when the message gets none
   * @throws what `send()` and `sent` do; Stopped when the chat is not open; TimedOut: it may be sent and answered yet
   */
  ask(chatId: number, draft: Draft, timeoutMs?: number): Promise<Message | undefined> {
    return this.parts.replies.ask(() => this.send(chatId, draft).sent, timeoutMs);
  }

  /**
   * Stops a reply that is being written, and gives it, FAILED, with the text so far. May be repeated.
   * @throws ClientError: 400 `illegal_status_change` when it is finished, 400 `sender_only` when others asked, 404
   */
  stopReply(replyId: number): Promise<Message> {
    return this.parts.replies.stop(replyId);
  }

  /**
   * Has a FAILED reply in an open chat written again, and waits for it as `ask()` does; a SENT one stays as it is.
   * @returns the reply, SENT or FAILED; undefined when the chat's window does not reach back to it
   * @throws ClientError: 400 `sender_only` when others asked, 404; Stopped and TimedOut as `ask()`
   */
  retryReply(replyId: number, timeoutMs?: number): Promise<Message | undefined> {
    return this.parts.replies.retry(replyId, timeoutMs);
  }

  /** Sends a FAILED message again. @throws RangeError when there is none */
  retry(clientMessageId: string): Promise<Message> {
    return this.parts.outbox.retry(clientMessageId).sent;
  }

  /** Gives up a message; one that is on its way right now may arrive all the same. @throws RangeError when there is none */
  discard(clientMessageId: string): void {
    this.parts.outbox.discard(clientMessageId);
  }

  /**
   * Tells the server that the user has read this message of others, and all before it. The latest one of a chat counts;
   * it is told until the server answers, after a restart too where there is a storage. What the replica knows to be
   * read is not told again; a refusal other than 404 is emitted as `error`.
   * @param messageId of the latest message of others that is shown and not SENDING
   */
  read(chatId: number, messageId: number): void {
    this.parts.list.read(chatId, messageId);
    this.parts.receipts.read(chatId, messageId);
  }

  /**
   * Reacts to a message: shown at once, and told until the server answers, after a restart too where there is a storage.
   * Of one reaction the last wish counts; a refusal other than 404 takes it back and is emitted as `error`.
   * @throws OutboxFull
   */
  react(chatId: number, messageId: number, reaction: string): void {
    this.parts.reactions.want({ chatId, messageId, reaction, isOn: true });
  }

  /** Takes the user's own reaction back, as `react()` gives it. @throws OutboxFull */
  unreact(chatId: number, messageId: number, reaction: string): void {
    this.parts.reactions.want({ chatId, messageId, reaction, isOn: false });
  }

  /** Tells the others; one every 2 s goes out, over a WebSocket only, and none is kept for later. */
  typing(chatId: number): void {
    if (this.parts.feed.send === undefined || Date.now() - this.typedAt < TYPING_INTERVAL) return;
    this.typedAt = Date.now();
    this.parts.feed.send(JSON.stringify({ type: 'typing', chat_id: chatId }));
  }

  private async begin(): Promise<void> {
    try {
      await this.parts.restore();
      void this.parts.feed.run();
    } catch (error) {
      this.started = undefined;
      throw error;
    }
  }
}
