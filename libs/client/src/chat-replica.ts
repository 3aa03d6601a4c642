import { addText, withMostText } from './reply-text.js';
import { judge, type Verdict } from './sync-rule.js';
import { advance, furthest } from './watermarks.js';
import type { ChangedFrame, ChatState, DeltaFrame, Message, MessagePage, Watermarks } from './wire.js';

type Changes = Pick<ChangedFrame, 'messages' | 'chat' | 'receipts'>;

/**
 * What a client holds of one chat, exactly as the server had it at number {@link seq}; a reply that is being written
 * has as much text as is known. It is either whole, or a window: every message from some id on. Pure: it is told, and asks nobody. What it returns is never changed afterwards.
 */
export class ChatReplica {
  private held = new Map<number, Message>();
  private byKey = new Map<string, number>();
  private marks = new Map<string, Watermarks>();
  private sorted: readonly Message[] | undefined;
  /** Messages with lower ids are not held: the window begins here. 0 when there are none. */
  private firstId = 0;
  private state: ChatState | undefined;
  private number = 0;

  /**
   * A window of the latest messages.
   * @param all the first page of `after_seq=0`, for all but its messages
   * @param latest the latest messages, of the same `last_seq`
   */
  static window(all: MessagePage, latest: MessagePage): ChatReplica {
    const replica = new ChatReplica();
    replica.applyPage({ ...all, data: [] }, true);
    replica.addOlder(latest);
    return replica;
  }

  /** The number of the latest change that is in here; 0 before anything is. */
  get seq(): number {
    return this.number;
  }

  /** Undefined before anything is in here. */
  get chat(): ChatState | undefined {
    return this.state;
  }

  /** In the order of ids, which is that of sending. The same array until something changes. */
  get messages(): readonly Message[] {
    this.sorted ??= [...this.held.values()].toSorted((one, other) => one.id - other.id);
    return this.sorted;
  }

  /** By reader. */
  get watermarks(): ReadonlyMap<string, Watermarks> {
    return this.marks;
  }

  /** Whether the chat has messages before the first one held. */
  get hasOlder(): boolean {
    return this.firstId > 0;
  }

  /** The message of this sender with this `client_message_id`, if it is held. */
  find(senderId: string, clientMessageId: string): Message | undefined {
    const id = this.byKey.get(keyOf(senderId, clientMessageId));
    return id === undefined ? undefined : this.held.get(id);
  }

  /** Does what the sync rule says of a frame; `pull` is left to the caller, and nothing is changed then. */
  apply(frame: ChangedFrame): Verdict {
    const verdict = judge(this.number, frame);
    if (verdict === 'apply') {
      this.change(frame);
      this.number = frame.seq;
    }
    return verdict;
  }

  /** Adds to a reply that is being written; for `pull`, its text is to be read, and nothing is changed. */
  addText(delta: DeltaFrame): Verdict {
    const held = this.held.get(delta.message_id);
    const grown = held === undefined ? held : addText(held, delta);
    if (grown === 'gap') return 'pull';
    if (grown === held || grown === undefined) return 'ignore';
    this.put(grown);
    return 'apply';
  }

  /** Takes the text of a reply that was read while it is written, and nothing else: it may be ahead of all the rest. */
  takeText(read: Message): void {
    const held = this.held.get(read.id);
    if (held !== undefined) this.put({ ...held, content: withMostText(held, read).content });
  }

  /** Takes a page of what changed after {@link seq}; with the last one its number is adopted. */
  applyPage({ data, chat, receipts, last_seq }: MessagePage, isLast: boolean): void {
    this.change({ messages: data, ...(chat && { chat }), ...(receipts && { receipts }) });
    if (isLast) this.number = Math.max(this.number, last_seq);
  }

  /** Takes a page of messages before the first one held, of the same number as all the rest. */
  addOlder({ data, last_seq, next_cursor }: MessagePage): void {
    if (last_seq !== this.number) throw new RangeError(`a page of ${last_seq} does not fit to ${this.number}`);
    for (const message of data) this.hold(message);
    this.firstId = next_cursor === null ? 0 : (data[0]?.id ?? 0);
  }

  /** Takes over all of another one, which is not used any more. */
  become(other: ChatReplica): void {
    Object.assign(this, other);
  }

  /**
   * The order matters. Watermarks first: they bring up to date what is held, and messages that come now have them
   * in their status already.
   */
  private change({ receipts = [], chat, messages = [] }: Changes): void {
    for (const marks of receipts) this.move(marks);
    if (chat !== undefined) this.state = toChatState(chat);
    for (const message of messages) if (message.id >= this.firstId) this.hold(message);
  }

  private move(marks: Watermarks): void {
    const from = this.marks.get(marks.user_id);
    const to = furthest(marks, from);
    const type = this.state?.chat_type;
    if (type !== undefined)
      for (const message of this.held.values()) {
        const advanced = advance(message, type, to, from);
        if (advanced !== message) this.held.set(message.id, advanced);
      }
    this.marks.set(marks.user_id, to);
    this.sorted = undefined;
  }

  /**
   * Of two states of a message the later change wins; of the same change, the one that was read later: this one. Only the
   * text of a reply that is being written may be known further already.
   */
  private hold(message: Message): void {
    const held = this.held.get(message.id);
    if (held !== undefined && held.change_seq > message.change_seq) return;
    this.put(withMostText(message, held));
    if (message.client_message_id !== undefined)
      this.byKey.set(keyOf(message.sender_id, message.client_message_id), message.id);
  }

  private put(message: Message): void {
    this.held.set(message.id, message);
    this.sorted = undefined;
  }
}

function keyOf(senderId: string, clientMessageId: string): string {
  return JSON.stringify([senderId, clientMessageId]);
}

/** Without what moves when no `chat` is sent. */
function toChatState(chat: ChatState): ChatState {
  const { title, chat_metadata } = chat;
  return {
    id: chat.id,
    user_id: chat.user_id,
    session_id: chat.session_id,
    rag_enabled: chat.rag_enabled,
    chat_type: chat.chat_type,
    status: chat.status,
    participants: chat.participants,
    created_at: chat.created_at,
    ...(title !== undefined && { title }),
    ...(chat_metadata !== undefined && { chat_metadata }),
  };
}
