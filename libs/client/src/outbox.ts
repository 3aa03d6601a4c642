import type { DelayBounds } from './back-off.js';
import { ClientError } from './client-error.js';
import type { SendMessage } from './generated/api.js';
import { OutboxEntry } from './outbox-entry.js';
import type { StoredEntry } from './stored.js';
import { Retry } from './retry.js';
import { Slots } from './slots.js';
import { Stopped } from './waiting.js';
import type { Draft, Message, Problem } from './wire.js';

/** Chats whose messages are sent at once. */
const MAX_CHATS_AT_ONCE = 4;

export interface OutboxOptions {
  /** Resolves when what is unsent is saved, or could not be. */
  readonly keep: (unsent: readonly StoredEntry[]) => Promise<void>;
  /** Entries, failed ones included; beyond it nothing is taken. */
  readonly limit: number;
  readonly backOff: DelayBounds;
  readonly stopped: AbortSignal;
  /** Sends one message; repeated with the same `client_message_id` until it is answered. */
  readonly send: (chatId: number, body: SendMessage) => Promise<Message>;
  /** Whether an answered entry is done with; if not, it stays until it is settled. */
  readonly isHeld: (chatId: number, message: Message) => boolean;
  readonly onChanged: (chatId: number) => void;
}

/** The messages that the server may not have yet: in order within a chat, none blocked by one that was refused. */
export class Outbox {
  private entries: OutboxEntry[] = [];
  private readonly slots: Slots;
  private readonly retries: Retry;
  private saved: Promise<void> = Promise.resolve();
  private isRestored = false;

  constructor(private readonly options: OutboxOptions) {
    this.slots = new Slots(MAX_CHATS_AT_ONCE, options.stopped);
    this.retries = new Retry(options.backOff, options.stopped);
    options.stopped.addEventListener('abort', () => {
      for (const entry of this.entries) entry.leave(new Stopped('the client was stopped; the message is kept'));
    });
  }

  /** Sends what an earlier life of the application left; nothing goes out before. */
  restore(stored: readonly StoredEntry[]): void {
    this.entries = [...stored.map((fields) => new OutboxEntry(fields)), ...this.entries];
    this.isRestored = true;
    for (const chatId of new Set(this.entries.map((entry) => entry.chatId))) this.changed(chatId);
  }

  /** Of one chat, in the order in which they are sent. */
  of(chatId: number): readonly OutboxEntry[] {
    return this.entries.filter((entry) => entry.chatId === chatId);
  }

  /** @throws OutboxFull; RangeError when the `client_message_id` is waiting here already */
  add(chatId: number, draft: Draft): OutboxEntry {
    const { limit } = this.options;
    if (this.entries.length >= limit) throw new OutboxFull(limit);
    const clientMessageId = draft.client_message_id ?? crypto.randomUUID();
    if (this.entries.some((entry) => entry.clientMessageId === clientMessageId))
      throw new RangeError(`${clientMessageId} is waiting already`);
    const entry = new OutboxEntry({ chatId, clientMessageId, draft, createdAt: new Date().toISOString() });
    this.entries.push(entry);
    this.changed(chatId);
    return entry;
  }

  /** Sends a failed message again, at its old place. @throws RangeError when it is not here */
  retry(clientMessageId: string): OutboxEntry {
    const entry = this.get(clientMessageId);
    entry.wait();
    this.changed(entry.chatId);
    return entry;
  }

  /** Forgets a message. One that is being sent right now may arrive all the same. */
  discard(clientMessageId: string): void {
    const entry = this.get(clientMessageId);
    entry.leave(new Error('the message was discarded'));
    this.remove(entry);
  }

  /** Drops entries that the chat's replica holds, or has come past. */
  settle(chatId: number, find: (clientMessageId: string) => Message | undefined): void {
    for (const entry of this.of(chatId)) {
      const held = find(entry.clientMessageId);
      if (held !== undefined) entry.succeed(held);
      if (entry.answer !== undefined && this.options.isHeld(chatId, entry.answer)) this.remove(entry);
    }
  }

  /** There may be a network again: what waits for its next attempt is tried now. */
  wake(): void {
    this.retries.wake();
  }

  private get(clientMessageId: string): OutboxEntry {
    const entry = this.entries.find((one) => one.clientMessageId === clientMessageId);
    if (entry === undefined) throw new RangeError(`${clientMessageId} is not in the outbox`);
    return entry;
  }

  private remove(entry: OutboxEntry): void {
    this.entries = this.entries.filter((one) => one !== entry);
    this.changed(entry.chatId);
  }

  private changed(chatId: number): void {
    if (this.isRestored) {
      const unsent = this.entries.filter(({ answer }) => answer === undefined);
      this.saved = this.options.keep(unsent.map((entry) => entry.toStored()));
      void this.sendAll(chatId);
    }
    this.options.onChanged(chatId);
  }

  /** One at a time, oldest first, until nothing of the chat waits. */
  private sendAll(chatId: number): Promise<void> {
    return this.retries.untilDone(chatId, () => {
      const entry = this.of(chatId).find(({ isWaiting }) => isWaiting);
      return entry && this.slots.run(() => this.send(entry));
    });
  }

  /** Resolves when the server has decided about it. @throws why it is to be tried again */
  private async send(entry: OutboxEntry): Promise<void> {
    // Kept before it is sent: what is being sent when the application ends is sent again.
    await this.saved;
    if (this.options.stopped.aborted || !this.entries.includes(entry)) return;
    try {
      this.answered(entry, await this.options.send(entry.chatId, entry.body));
    } catch (error) {
      if (!(error instanceof ClientError) || error.isTransient) throw error;
      this.refused(entry, error);
    }
  }

  private refused(entry: OutboxEntry, error: ClientError): void {
    if (!this.entries.includes(entry)) return;
    entry.fail(error.problem ?? unknownProblem(error), error);
    this.changed(entry.chatId);
  }

  private answered(entry: OutboxEntry, message: Message): void {
    if (!this.entries.includes(entry)) return;
    entry.succeed(message);
    if (this.options.isHeld(entry.chatId, message)) this.remove(entry);
    else this.changed(entry.chatId);
  }
}

/** Thrown by `send()` and `react()` when too many wait already. */
export class OutboxFull extends Error {
  override readonly name = 'OutboxFull';
  constructor(limit: number) {
    super(`${limit} wait to be sent`);
  }
}

/** Of an answer that was not the server's own. */
function unknownProblem({ status, message }: ClientError): Problem {
  return {
    type: 'about:blank',
    title: 'Refused',
    status,
    detail: message,
    instance: '',
    code: 'unknown',
    request_id: '',
  };
}
