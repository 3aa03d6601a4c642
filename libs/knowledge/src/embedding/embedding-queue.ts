import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { loggableError } from '#libs/http';
import { FairQueue } from '#libs/limits';
import { EmbeddingCatchUp } from './embedding-catch-up.js';

/** Of one chat in one turn: 256 passages, begun within 10 s. */
const LIMITS = { spans: 8, seconds: 10 };
/** Chats that may wait; what is left out is caught up with before an answer. */
const MAX_WAITING = 100;

/** Chats whose files were indexed get vectors, some of each person's in turn, and nothing waits for it. */
@Injectable()
export class EmbeddingQueue implements BeforeApplicationShutdown {
  private readonly logger = new Logger(EmbeddingQueue.name);
  /** Chats by who sent the files. */
  private readonly waiting = new FairQueue<number>(MAX_WAITING);
  private readonly ending = new AbortController();
  private working: Promise<void> | undefined;

  constructor(private readonly embedding: EmbeddingCatchUp) {}

  add(chatId: number, person: string): void {
    if (this.ending.signal.aborted || !this.waiting.add(person, chatId)) return;
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    while (!this.ending.signal.aborted) {
      const next = this.waiting.takeNext();
      if (next === undefined) return;
      const [person, chatId] = next;
      const scope = { userId: undefined, chatId, isOwnersChats: false };
      try {
        const payer = person === '' ? undefined : person;
        if (await this.embedding.catchUp(scope, LIMITS, this.ending.signal, payer)) this.add(chatId, person);
      } catch (error) {
        if (this.ending.signal.aborted) return;
        this.logger.warn({ chat_id: chatId, error: loggableError(error) }, 'passages got no vectors');
      }
    }
  }
}
