import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { loggableError } from '#libs/http';
import { FairShare } from '#libs/limits';
import { EmbeddingCatchUp } from './embedding-catch-up.js';

/** Of one chat in one turn: 256 passages, begun within 10 s. */
const LIMITS = { spans: 8, seconds: 10 };
/** Chats that may wait; what is left out is caught up with before an answer. */
const MOST_WAITING = 100;

/** Chats whose files were indexed get vectors, some of each person's in turn, and nothing waits for it. */
@Injectable()
export class EmbeddingQueue implements BeforeApplicationShutdown {
  private readonly logger = new Logger(EmbeddingQueue.name);
  /** Chats by who sent the files, in the order of their turns. */
  private readonly waiting = new Map<string, Set<number>>();
  private readonly places = new FairShare(MOST_WAITING);
  private readonly ending = new AbortController();
  private working: Promise<void> | undefined;

  constructor(private readonly embedding: EmbeddingCatchUp) {}

  add(chatId: number, person: string): void {
    const own = this.waiting.get(person) ?? new Set();
    if (this.ending.signal.aborted || own.has(chatId) || !this.places.mayTake(person)) return;
    this.places.take(person);
    this.waiting.set(person, own.add(chatId));
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort();
    this.waiting.clear();
    await this.working;
  }

  private async work(): Promise<void> {
    for (let next = this.takeNext(); next !== undefined; next = this.takeNext()) {
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

  private takeNext(): readonly [string, number] | undefined {
    const [first] = this.waiting;
    if (first === undefined) return undefined;
    const [person, own] = first;
    const [chatId] = own;
    if (chatId === undefined) return undefined;
    own.delete(chatId);
    this.places.giveBack(person);
    // Behind everybody else who waits.
    this.waiting.delete(person);
    if (own.size > 0) this.waiting.set(person, own);
    return [person, chatId];
  }
}
