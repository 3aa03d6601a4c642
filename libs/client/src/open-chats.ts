import type { DelayBounds } from './back-off.js';
import type { ChatApi } from './chat-api.js';
import type { ChatReplica } from './chat-replica.js';
import { ChatSync, type Window } from './chat-sync.js';
import { MessagePages } from './message-pages.js';
import { Slots } from './slots.js';
import { isFarewell } from './sync-rule.js';
import { Stopped, within } from './waiting.js';
import { type ChangedFrame, type DeltaFrame, type Head, HELLO_LIMIT, type HelloFrame } from './wire.js';

/** Chats that are pulled at once. */
const MAX_PULLS = 4;

export interface OpenChatsOptions {
  readonly api: Pick<ChatApi, 'listMessages'>;
  readonly userId: string;
  readonly backOff: DelayBounds;
  readonly stopped: AbortSignal;
  /** For opening one, with all its attempts. */
  readonly timeoutMs: number;
  readonly onChanged: (chatId: number) => void;
  readonly onDropped: (chatId: number) => void;
}

interface OpenChat {
  readonly sync: ChatSync;
  readonly closed: AbortController;
  readonly opened: Promise<ChatReplica>;
}

/** The chats that the application looks at, each kept in step. */
export class OpenChats {
  private readonly chats = new Map<number, OpenChat>();
  private readonly slots: Slots;

  constructor(private readonly options: OpenChatsOptions) {
    this.slots = new Slots(MAX_PULLS, options.stopped);
    options.stopped.addEventListener('abort', () => {
      for (const chat of this.chats.values()) end(chat, options.stopped.reason as Error);
    });
  }

  open(chatId: number, window: Window): Promise<ChatReplica> {
    const known = this.chats.get(chatId);
    if (known !== undefined) return known.opened;
    const closed = new AbortController();
    if (this.options.stopped.aborted) closed.abort(this.options.stopped.reason);
    const sync = new ChatSync({
      pages: new MessagePages(this.options.api, chatId, closed.signal),
      window,
      slots: this.slots,
      backOff: this.options.backOff,
      signal: closed.signal,
      onChanged: () => this.options.onChanged(chatId),
      onDropped: (error) => {
        this.close(chatId, error);
        this.options.onDropped(chatId);
      },
    });
    const opened = this.fetch(chatId, sync, closed);
    this.chats.set(chatId, { sync, closed, opened });
    return opened;
  }

  close(chatId: number, reason: Error = new Stopped('the chat was closed')): void {
    const chat = this.chats.get(chatId);
    if (chat !== undefined) end(chat, reason);
    if (this.chats.delete(chatId)) this.options.onChanged(chatId);
  }

  /** Undefined when the chat is not open. */
  replica(chatId: number): ChatReplica | undefined {
    return this.chats.get(chatId)?.sync.replica;
  }

  async loadOlder(chatId: number, limit: number): Promise<void> {
    const chat = this.chats.get(chatId);
    if (chat === undefined) throw new Error(`chat ${chatId} is not open`);
    await chat.opened;
    await chat.sync.loadOlder(limit);
  }

  /** Whether nobody needs to be shown this change beside the replica: it is in there, or there is none. */
  isPast(chatId: number, seq: number): boolean {
    const replica = this.replica(chatId);
    return replica === undefined || replica.seq >= seq;
  }

  /** @returns whether the chat is open */
  changed(frame: ChangedFrame): boolean {
    const chat = this.chats.get(frame.chat_id);
    if (isFarewell(frame, this.options.userId)) chat?.sync.check();
    else chat?.sync.changed(frame);
    return chat !== undefined;
  }

  delta(frame: DeltaFrame): void {
    this.chats.get(frame.chat_id)?.sync.delta(frame);
  }

  heads(heads: readonly Head[]): void {
    for (const { id, last_seq } of heads) this.chats.get(id)?.sync.head(last_seq);
  }

  hello({ epoch, chats }: HelloFrame): void {
    const listed = new Map(chats.map(({ id, last_seq }) => [id, last_seq]));
    const unlisted = chats.length < HELLO_LIMIT ? 'not listed' : 'not known';
    for (const [chatId, { sync }] of this.chats) sync.hello(epoch, listed.get(chatId) ?? unlisted);
  }

  private async fetch(chatId: number, sync: ChatSync, { signal }: AbortController): Promise<ChatReplica> {
    try {
      await within(this.options.timeoutMs, signal, () => sync.open());
      signal.throwIfAborted();
      return sync.replica;
    } catch (error) {
      if (this.chats.get(chatId)?.sync === sync) this.close(chatId);
      throw error;
    }
  }
}

/** Rejects those who wait for the chat. All others have closed it themselves, or are told by an event. */
function end({ closed, opened }: OpenChat, reason: Error): void {
  opened.catch(() => undefined);
  closed.abort(reason);
}
