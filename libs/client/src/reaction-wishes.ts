import type { DelayBounds } from './back-off.js';
import { ClientError } from './client-error.js';
import { OutboxFull } from './outbox.js';
import { withReaction } from './reaction-summary.js';
import { Retry } from './retry.js';
import { Slots } from './slots.js';
import type { Wish } from './stored.js';
import type { Message } from './wire.js';

/** Reactions that are sent at once. */
const MAX_AT_ONCE = 4;

export interface ReactionWishesOptions {
  readonly userId: string;
  /** Wishes that may wait to be sent. */
  readonly limit: number;
  readonly backOff: DelayBounds;
  readonly stopped: AbortSignal;
  readonly send: (wish: Wish) => Promise<Message>;
  /** Saves what the server does not know yet. */
  readonly keep: (unsent: readonly Wish[]) => void;
  /** Whether nobody needs to be shown this change beside the replica. */
  readonly isPast: (chatId: number, seq: number) => boolean;
  readonly onChanged: (chatId: number) => void;
  readonly onError: (error: ClientError) => void;
}

/** How the user reacts, shown at once, and sent until the server has answered; of each reaction the last wish only. */
export class ReactionWishes {
  private readonly wishes = new Map<string, Wish>();
  /** By wish that was answered: the number from which on the replica has it. */
  private readonly answered = new Map<Wish, number>();
  private readonly slots: Slots;
  private shown = new WeakMap<Message, Message>();
  private readonly retries: Retry;

  constructor(private readonly options: ReactionWishesOptions) {
    this.slots = new Slots(MAX_AT_ONCE, options.stopped);
    this.retries = new Retry(options.backOff, options.stopped);
  }

  /** Sends what an earlier life of the application left, but for what the user wants otherwise by now. */
  restore(stored: readonly Wish[]): void {
    const left = stored.filter((wish) => !this.wishes.has(keyOf(wish)));
    for (const wish of left) this.wishes.set(keyOf(wish), wish);
    for (const wish of left) {
      this.changed(wish.chatId);
      void this.sendLatest(keyOf(wish));
    }
    if (this.wishes.size > 0) this.keep();
  }

  /** @throws OutboxFull */
  want(wish: Wish): void {
    const key = keyOf(wish);
    const before = this.wishes.get(key);
    if (before === undefined && this.wishes.size >= this.options.limit) throw new OutboxFull(this.options.limit);
    if (before !== undefined) this.answered.delete(before);
    this.wishes.set(key, wish);
    this.changed(wish.chatId);
    void this.sendLatest(key);
  }

  /** Messages of the chat as they will be; the same array when no wish is about one of them. */
  expected(chatId: number, messages: readonly Message[]): readonly Message[] {
    const wishes = [...this.wishes.values()].filter((wish) => wish.chatId === chatId);
    if (wishes.length === 0) return messages;
    const wanted = new Set(wishes.map(({ messageId }) => messageId));
    return messages.map((message) => (wanted.has(message.id) ? this.expectedOne(message, wishes) : message));
  }

  /** Drops wishes that the chat's replica has come past. */
  settle(chatId: number): void {
    for (const [key, wish] of this.wishes) {
      const seq = this.answered.get(wish);
      if (wish.chatId === chatId && seq !== undefined && this.options.isPast(chatId, seq)) this.remove(key, wish);
    }
  }

  /** There may be a network again: what waits for its next attempt is tried now. */
  wake(): void {
    this.retries.wake();
  }

  private expectedOne(message: Message, wishes: readonly Wish[]): Message {
    const known = this.shown.get(message);
    if (known !== undefined) return known;
    const own = wishes.filter(({ messageId }) => messageId === message.id);
    const expected = own.reduce(
      (one, { reaction, isOn }) => withReaction(one, this.options.userId, reaction, isOn),
      message,
    );
    this.shown.set(message, expected);
    return expected;
  }

  /** One request at a time, until the latest wish is answered. */
  private sendLatest(key: string): Promise<void> {
    return this.retries.untilDone(key, () => {
      const wish = this.wishes.get(key);
      if (wish === undefined || this.answered.has(wish)) return undefined;
      return this.slots.run(() => this.send(key, wish));
    });
  }

  /** Resolves when the server has decided about it. @throws why it is to be sent again */
  private async send(key: string, wish: Wish): Promise<void> {
    try {
      const { change_seq } = await this.options.send(wish);
      if (this.wishes.get(key) !== wish) return;
      this.answered.set(wish, change_seq);
      this.keep();
      this.settle(wish.chatId);
    } catch (error) {
      if (!(error instanceof ClientError) || error.isTransient) throw error;
      if (this.wishes.get(key) === wish) this.remove(key, wish);
      // What is not there any more has no reactions.
      if (error.status !== 404) this.options.onError(error);
    }
  }

  private remove(key: string, wish: Wish): void {
    this.wishes.delete(key);
    this.answered.delete(wish);
    this.changed(wish.chatId);
  }

  private changed(chatId: number): void {
    this.shown = new WeakMap();
    this.keep();
    this.options.onChanged(chatId);
  }

  private keep(): void {
    this.options.keep([...this.wishes.values()].filter((wish) => !this.answered.has(wish)));
  }
}

function keyOf({ messageId, reaction }: Wish): string {
  return `${messageId} ${reaction}`;
}
