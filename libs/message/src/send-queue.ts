import { Injectable } from '@nestjs/common';
import { Database, DatabaseUnavailable } from '#libs/database';
import { Unavailable } from '#libs/http';
import { MessageErrors } from './message-error-codes.js';
import { MessageRepository } from './message.repository.js';
import type { Sending, SentMessage } from './send-statement.js';

/** What became of a send: the message, nothing because it was not admitted, or nothing because its key is taken. */
type Outcome = SentMessage | 'key_taken' | undefined;

interface Waiting {
  readonly sending: Sending;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_WAITING = 10_000;
/** Statements in flight; more of them would only wait for the disk next to each other. */
const MAX_IN_FLIGHT = 4;
const MAX_BATCH = 100;
/** UTF-16 code units of content; one message alone may have more. */
const MAX_BATCH_LENGTH = 2 * 1024 * 1024;

/**
 * Sends share statements under load: those that come while four are in flight, or one for their chat, go into the
 * next one together. So a busy chat's row lock is held across the disk's flush once for many. No timer, and nobody
 * waits when it is quiet.
 */
@Injectable()
export class SendQueue {
  private waiting: Waiting[] = [];
  /** Chats with a statement in flight. */
  private readonly busy = new Set<number>();
  private inFlight = 0;

  constructor(
    private readonly database: Database,
    private readonly messages: MessageRepository,
  ) {}

  send(sending: Sending): Promise<Outcome> {
    if (this.waiting.length >= MAX_WAITING)
      throw new Unavailable(MessageErrors.too_busy, 'Too many messages are being sent right now. Repeat in a moment.');
    return new Promise((resolve, reject) => {
      this.waiting.push({ sending, resolve, reject });
      this.begin();
    });
  }

  private begin(): void {
    while (this.inFlight < MAX_IN_FLIGHT) {
      const batch = this.takeBatch();
      if (batch.length === 0) return;
      void this.work(batch);
    }
  }

  /** In the order in which they came; what does not fit stays for the next one. */
  private takeBatch(): Waiting[] {
    const batch: Waiting[] = [];
    const rest: Waiting[] = [];
    let length = 0;
    for (const waiting of this.waiting) {
      const { chatId, message } = waiting.sending;
      const fits =
        batch.length < MAX_BATCH && (batch.length === 0 || length + message.content.length <= MAX_BATCH_LENGTH);
      if (!fits || this.busy.has(chatId)) rest.push(waiting);
      else {
        batch.push(waiting);
        length += message.content.length;
      }
    }
    this.waiting = rest;
    return batch;
  }

  private async work(batch: readonly Waiting[]): Promise<void> {
    const chats = new Set(batch.map(({ sending }) => sending.chatId));
    for (const chatId of chats) this.busy.add(chatId);
    this.inFlight++;
    await this.run(batch, chats.size > 1);
    this.inFlight--;
    for (const chatId of chats) this.busy.delete(chatId);
    this.begin();
  }

  /** Never throws: each of the batch is told. */
  private async run(batch: readonly Waiting[], isMixed: boolean): Promise<void> {
    try {
      const sendings = batch.map(({ sending }) => sending);
      const outcome = await this.messages.send(this.database, sendings, { isPatient: !isMixed });
      if (outcome !== 'key_taken') await this.tell(batch, outcome, isMixed);
      else if (batch.length === 1) batch[0]?.resolve(outcome);
      else await this.runOneByOne(batch);
    } catch (error) {
      if (batch.length > 1 && !(error instanceof DatabaseUnavailable)) await this.runOneByOne(batch);
      else for (const { reject } of batch) reject(error);
    }
  }

  /** What a mixed batch did not send may only have had a chat that somebody else had locked. */
  private async tell(batch: readonly Waiting[], sent: readonly Outcome[], isMixed: boolean): Promise<void> {
    const left = batch.filter((_waiting, nth) => isMixed && sent[nth] === undefined);
    for (const [nth, { resolve }] of batch.entries()) if (!isMixed || sent[nth] !== undefined) resolve(sent[nth]);
    await this.runOneByOne(left);
  }

  /** One of them spoils the statement for all; alone it spoils its own. */
  private async runOneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch) await this.run([waiting], false);
  }
}
