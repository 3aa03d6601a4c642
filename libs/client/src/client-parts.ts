import { AssistantReplies } from './assistant-replies.js';
import { BACK_OFF } from './back-off.js';
import { ChatApi } from './chat-api.js';
import type { ChatClientOptions } from './chat-client-options.js';
import type { ChatEvents } from './chat-events.js';
import { ChatFeed } from './chat-feed.js';
import { ChatList } from './chat-list.js';
import { chooseTransport } from './choose-transport.js';
import type { ClientError } from './client-error.js';
import { Http } from './http.js';
import { OpenChats } from './open-chats.js';
import { Outbox } from './outbox.js';
import { memoryStorage, OutboxStore } from './outbox-store.js';
import { ReactionWishes } from './reaction-wishes.js';
import { ReadReceipts } from './read-receipts.js';
import { ShownMessages } from './shown-messages.js';
import type { Frame, Head } from './wire.js';

const OUTBOX_LIMIT = 1_000;

/** Tells the application. */
type Tell = <Name extends keyof ChatEvents>(name: Name, ...values: ChatEvents[Name]) => void;

/** What a {@link ChatClient} is made of, each part told what it needs of the others. */
export class ClientParts {
  readonly stopped = new AbortController();
  readonly api: ChatApi;
  readonly chats: OpenChats;
  readonly store: OutboxStore;
  readonly outbox: Outbox;
  readonly reactions: ReactionWishes;
  readonly receipts: ReadReceipts;
  readonly replies: AssistantReplies;
  readonly shown: ShownMessages;
  readonly list: ChatList;
  readonly feed: ChatFeed;

  constructor(
    options: ChatClientOptions,
    private readonly tell: Tell,
    onChanged: (chatId: number, look: () => void) => () => void,
  ) {
    const { userId, backOff = BACK_OFF, storage = memoryStorage(), outboxLimit: limit = OUTBOX_LIMIT } = options;
    const stopped = this.stopped.signal;
    const onError = (error: unknown) => tell('error', error);
    const http = new Http({ ...options, stopped, onTokenRefused: onError });
    const api = new ChatApi(http);
    const replica = (chatId: number) => this.chats.replica(chatId);
    const isPast = (chatId: number, seq: number) => this.chats.isPast(chatId, seq);
    // A user may name themselves, a service has to.
    const user_id = userId;
    this.api = api;
    this.chats = new OpenChats({
      api: { listMessages: ({ query, ...request }) => api.listMessages({ ...request, query: { ...query, user_id } }) },
      userId,
      backOff,
      stopped,
      timeoutMs: options.openTimeoutMs ?? 60_000,
      onChanged: (chatId) => this.chatChanged(chatId),
      onDropped: (chatId) => {
        this.list.drop(chatId);
        tell('dropped', chatId);
      },
    });
    this.store = new OutboxStore({ storage, timeoutMs: http.timeoutMs, stopped, onError });
    this.outbox = new Outbox({
      keep: (entries) => this.store.save({ entries }),
      limit,
      backOff,
      stopped,
      send: (chatId, body) => this.answered(api.sendMessage({ path: { chat_id: chatId }, body: { ...body, user_id } })),
      isHeld: (chatId, message) => isPast(chatId, message.change_seq),
      onChanged: (chatId) => tell('changed', chatId),
    });
    this.reactions = new ReactionWishes({
      userId,
      limit,
      backOff,
      stopped,
      send: ({ messageId: message_id, reaction, isOn }) =>
        this.answered(
          isOn
            ? api.addReaction({ path: { message_id }, body: { reaction, user_id } })
            : api.removeReaction({ path: { message_id, reaction }, query: { user_id } }),
        ),
      keep: (reactions) => void this.store.save({ reactions }),
      isPast,
      onChanged: (chatId) => tell('changed', chatId),
      onError,
    });
    this.receipts = new ReadReceipts({
      backOff,
      stopped,
      send: (message_id) =>
        this.answered(
          api.updateMessageStatus({ path: { message_id }, body: { status: 'READ', up_to: true, user_id } }),
        ),
      readUpTo: (chatId) => replica(chatId)?.watermarks.get(userId)?.read_up_to ?? 0,
      keep: (reads) => void this.store.save({ reads }),
      onError: (error: ClientError) => onError(error),
    });
    this.replies = new AssistantReplies({ api, userId, stopped, replica, onChanged });
    this.shown = new ShownMessages({
      userId,
      replica,
      outbox: (chatId) => this.outbox.of(chatId),
      expected: (chatId, messages) => this.reactions.expected(chatId, messages),
    });
    this.list = new ChatList({
      api: {
        listChats: (request) => api.listChats({ query: { ...request?.query, user_id } }),
        getChat: ({ path }) => api.getChat({ path, query: { user_id } }),
      },
      backOff,
      stopped,
      onChanged: () => tell('list'),
    });
    this.feed = new ChatFeed({
      transport: chooseTransport(options, http),
      tokens: http.tokens,
      bounds: { backOff, restart: options.restart ?? BACK_OFF },
      stopped,
      checkToken: () => api.listChats({ query: { limit: 1, user_id } }),
      onFrame: (frame) => this.receive(frame),
      onStatus: (status) => tell('status', status),
    });
  }

  /** Goes on with what an earlier life of the application left. @throws Error when it cannot be read */
  async restore(): Promise<void> {
    const { entries, reactions, reads } = await this.store.load();
    for (const { chatId, messageId } of reads) this.list.read(chatId, messageId);
    this.outbox.restore(entries);
    this.reactions.restore(reactions);
    this.receipts.restore(reads);
  }

  /** What the user did has reached a server: the feed can be had again, too. */
  private async answered<Body>(answer: Promise<Body>): Promise<Body> {
    const body = await answer;
    this.feed.wake();
    return body;
  }

  private receive(frame: Frame): void {
    switch (frame.type) {
      case 'hello':
        this.chats.hello(frame);
        this.outbox.wake();
        this.reactions.wake();
        this.receipts.wake();
        this.list.hello();
        return this.tell('heads', frame.chats);
      case 'heads':
        this.chats.heads(frame.chats);
        this.list.heads(frame.chats);
        return this.tell('heads', frame.chats);
      case 'changed': {
        const head: Head = { id: frame.chat_id, last_seq: frame.seq };
        this.list.heads([head]);
        return this.chats.changed(frame) ? undefined : this.tell('heads', [head]);
      }
      case 'delta':
        return this.chats.delta(frame);
      case 'typing':
        return this.tell('typing', frame);
      case 'presence':
        return this.tell('presence', frame);
    }
  }

  /** What the replica holds now, or has come past, is not on its way any more. */
  private chatChanged(chatId: number): void {
    const held = this.chats.replica(chatId);
    this.outbox.settle(chatId, (key) => held?.find(this.shown.userId, key));
    this.reactions.settle(chatId);
    if (held === undefined) this.shown.forget(chatId);
    this.tell('changed', chatId);
  }
}
