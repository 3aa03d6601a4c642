import type { ChatReplica } from './chat-replica.js';
import { withActs } from './message-acts.js';
import type { ShownMessage } from './optimistic-message.js';
import type { OutboxEntry } from './outbox-entry.js';
import type { Message } from './wire.js';

export interface ShownMessagesOptions {
  readonly userId: string;
  /** Undefined when the chat is not open. */
  readonly replica: (chatId: number) => ChatReplica | undefined;
  /** Of one chat, in the order in which they are sent. */
  readonly outbox: (chatId: number) => readonly OutboxEntry[];
  /** The messages as they will be when all that the user did has arrived; the same array when that changes nothing. */
  readonly expected: (chatId: number, held: readonly Message[]) => readonly Message[];
}

const NONE: readonly never[] = [];

/** What there is to show of each chat. */
export class ShownMessages {
  private readonly last = new Map<number, readonly ShownMessage[]>();

  constructor(private readonly options: ShownMessagesOptions) {}

  get userId(): string {
    return this.options.userId;
  }

  /** The same array as long as every message in it is the same: user interfaces compare it. */
  of(chatId: number): readonly ShownMessage[] {
    const shown = this.list(chatId);
    const last = this.last.get(chatId);
    if (last !== undefined && isSame(shown, last)) return last;
    if (shown.length === 0) this.last.delete(chatId);
    else this.last.set(chatId, shown);
    return shown;
  }

  /** Nobody looks at the chat any more. */
  forget(chatId: number): void {
    this.last.delete(chatId);
  }

  private list(chatId: number): readonly ShownMessage[] {
    const { userId } = this.options;
    const replica = this.options.replica(chatId);
    const held = replica?.messages ?? NONE;
    const entries = this.options.outbox(chatId).filter((entry) => !replica?.find(userId, entry.clientMessageId));
    const answers = entries.flatMap(({ answer }) => answer ?? []);
    const pending = entries.filter(({ answer }) => answer === undefined);
    const known = answers.length === 0 ? held : [...held, ...answers].toSorted((one, other) => one.id - other.id);
    const expected = this.options.expected(chatId, known);
    const shown = pending.length === 0 ? expected : [...expected, ...pending.map((entry) => entry.toShown(userId))];
    return withActs(
      shown,
      entries.map((entry) => entry.toShown(userId)),
    );
  }
}

function isSame(one: readonly ShownMessage[], other: readonly ShownMessage[]): boolean {
  return one === other || (one.length === other.length && one.every((message, index) => message === other[index]));
}
