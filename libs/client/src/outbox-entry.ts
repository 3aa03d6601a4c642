import type { SendMessage } from './generated/api.js';
import { type OptimisticMessage, toOptimistic } from './optimistic-message.js';
import type { StoredEntry } from './stored.js';
import type { Message, Problem } from './wire.js';

/** A message on its way: waiting, then sent, or failed until somebody retries it. */
export class OutboxEntry {
  /** The server's answer; the entry stays until the chat's replica has come that far. */
  answer: Message | undefined;
  /** Resolves with the server's message, rejects when it is refused, discarded or left behind by `stop()`. */
  sent!: Promise<Message>;
  private resolve!: (message: Message) => void;
  private reject!: (reason: unknown) => void;
  private refused: Problem | undefined;
  private shown: OptimisticMessage | undefined;

  constructor(private readonly fields: StoredEntry) {
    this.refused = fields.problem;
    this.promise();
  }

  get chatId(): number {
    return this.fields.chatId;
  }

  get clientMessageId(): string {
    return this.fields.clientMessageId;
  }

  get isWaiting(): boolean {
    return this.answer === undefined && this.refused === undefined;
  }

  get body(): SendMessage {
    return { ...this.fields.draft, client_message_id: this.clientMessageId };
  }

  toStored(): StoredEntry {
    return { ...this.fields, problem: this.refused };
  }

  /** The same object until the entry is another. */
  toShown(senderId: string): OptimisticMessage {
    this.shown ??= toOptimistic(this.toStored(), senderId);
    return this.shown;
  }

  succeed(message: Message): void {
    this.answer = message;
    this.refused = undefined;
    this.resolve(message);
  }

  fail(problem: Problem, reason: unknown): void {
    this.refused = problem;
    this.shown = undefined;
    this.reject(reason);
  }

  /** Nobody waits for its outcome any more. */
  leave(reason: unknown): void {
    this.reject(reason);
  }

  wait(): void {
    if (this.refused === undefined) return;
    this.refused = undefined;
    this.shown = undefined;
    this.promise();
  }

  private promise(): void {
    this.sent = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Most look at the list of messages and not at the promise.
    this.sent.catch(() => undefined);
  }
}
