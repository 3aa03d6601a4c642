import { Injectable } from '@nestjs/common';
import { Database, DatabaseUnavailable } from '#libs/database';
import { Unavailable } from '#libs/http';
import { MessageRepository } from './message.repository.js';
import type { Sending, SentMessage } from './send-statement.js';

/** What became of a send: the message, nothing because it was not admitted, or nothing because its key is taken. */
type Outcome = SentMessage | 'key_taken' | undefined;

interface Waiting {
  readonly sending: Sending;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_WAITING = 1_000;
const MAX_BATCH = 100;
/** UTF-16 code units of content; one message alone may have more. */
const MAX_BATCH_LENGTH = 2 * 1024 * 1024;

/**
 * The sends that come for a chat while a statement for it is in flight share the next one: the chat's row lock is
 * held across the disk's flush once for all of them. No timer, and nobody waits when the chat is quiet.
 */
@Injectable()
export class SendQueue {
  /** Chats with a statement in flight, and who waits for the next. */
  private readonly busy = new Map<number, Waiting[]>();

  constructor(
    private readonly database: Database,
    private readonly messages: MessageRepository,
  ) {}

  send(sending: Sending): Promise<Outcome> {
    const queue = this.busy.get(sending.chatId);
    if (queue !== undefined && queue.length >= MAX_WAITING)
      throw new Unavailable('chat_busy', 'Too many messages are being sent into this chat. Repeat in a moment.');
    return new Promise((resolve, reject) => {
      const waiting = { sending, resolve, reject };
      if (queue !== undefined) queue.push(waiting);
      else void this.work(sending.chatId, [waiting]);
    });
  }

  private async work(chatId: number, queue: Waiting[]): Promise<void> {
    this.busy.set(chatId, queue);
    while (queue.length > 0) await this.run(takeBatch(queue));
    this.busy.delete(chatId);
  }

  private async run(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcome = await this.messages.send(
        this.database,
        batch.map(({ sending }) => sending),
      );
      if (outcome !== 'key_taken') batch.forEach(({ resolve }, nth) => resolve(outcome[nth]));
      else if (batch.length === 1) batch[0]?.resolve(outcome);
      else await this.runOneByOne(batch);
    } catch (error) {
      if (batch.length > 1 && !(error instanceof DatabaseUnavailable)) await this.runOneByOne(batch);
      else for (const { reject } of batch) reject(error);
    }
  }

  /** One of them spoils the statement for all; alone it spoils its own. */
  private async runOneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch) await this.run([waiting]);
  }
}

function takeBatch(queue: Waiting[]): Waiting[] {
  let length = 0;
  const end = queue.findIndex(({ sending }, nth) => {
    length += sending.message.content.length;
    return nth === MAX_BATCH || (nth > 0 && length > MAX_BATCH_LENGTH);
  });
  return queue.splice(0, end === -1 ? queue.length : end);
}
