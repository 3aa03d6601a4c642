import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { loggableError } from '#libs/http';
import { EmbeddingCatchUp } from './embedding-catch-up.js';

/** Of one chat at a time: 4,096 passages, begun within a minute. */
const LIMITS = { spans: 128, seconds: 60 };
/** Chats that may wait; what is left out is caught up with before an answer. */
const MOST_WAITING = 100;

/** Chats whose files were indexed get vectors one after the other, and nothing waits for it. */
@Injectable()
export class EmbeddingQueue implements BeforeApplicationShutdown {
  private readonly logger = new Logger(EmbeddingQueue.name);
  private readonly waiting = new Set<number>();
  private readonly ending = new AbortController();
  private working: Promise<void> | undefined;

  constructor(private readonly embedding: EmbeddingCatchUp) {}

  add(chatId: number): void {
    if (this.ending.signal.aborted || this.waiting.size >= MOST_WAITING) return;
    this.waiting.add(chatId);
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort();
    this.waiting.clear();
    await this.working;
  }

  private async work(): Promise<void> {
    for (const chatId of this.waiting) {
      this.waiting.delete(chatId);
      try {
        await this.embedding.catchUp({ userId: undefined, chatId, isOwnersChats: false }, LIMITS, this.ending.signal);
      } catch (error) {
        if (this.ending.signal.aborted) return;
        this.logger.warn({ chat_id: chatId, error: loggableError(error) }, 'passages got no vectors');
      }
    }
  }
}
