import { Injectable, Logger } from '@nestjs/common';
import { Database, takeNext, type Tx } from '#libs/database';
import { loggableError } from '#libs/http';
import { TERMS_VERSION } from './knowledge-index.repository.js';
import { KnowledgeIndexing } from './knowledge-indexing.js';
import { KnowledgeRebuildRepository } from './knowledge-rebuild.repository.js';

/** Texts read at once. */
const MESSAGES = 20;
/** Chats passed over at once: each costs the search for the next one a row. */
const MAX_FAILED = 1_000;

/** Indexes chats again whose terms were made otherwise than they are now. */
@Injectable()
export class KnowledgeRebuilding {
  private readonly logger = new Logger(KnowledgeRebuilding.name);
  /** Chats that have failed since the last time that no other was left. */
  private readonly failed = new Set<number>();

  constructor(
    private readonly database: Database,
    private readonly rows: KnowledgeRebuildRepository,
    private readonly indexing: KnowledgeIndexing,
  ) {}

  /**
   * One chat, in one transaction: searches see the old index until it is done. Others who index texts of the
   * chat wait meanwhile. One that fails is passed over until no other is left.
   * @returns whether there may be more
   */
  async rebuildNext(signal: AbortSignal): Promise<boolean> {
    const taken = await takeNext(
      this.database,
      (tx) => this.rows.lockOutdated(tx, TERMS_VERSION, [...this.failed]),
      (tx, chatId) => this.rebuild(tx, chatId, signal),
    );
    if (taken === undefined) {
      this.failed.clear();
      return false;
    }
    if (taken.failure !== undefined) {
      signal.throwIfAborted();
      this.passOver(taken.found, taken.failure);
    }
    return true;
  }

  private async rebuild(tx: Tx, chatId: number, signal: AbortSignal): Promise<void> {
    const messages = await this.rows.messages(tx, chatId);
    await this.rows.clear(tx, chatId, TERMS_VERSION);
    for (let at = 0; at < messages.length; at += MESSAGES) {
      signal.throwIfAborted();
      const texts = await this.rows.texts(tx, chatId, messages.slice(at, at + MESSAGES));
      await this.indexing.index(
        tx,
        chatId,
        texts.map(({ id, source, text, is_said }) => ({ messageId: id, source, text, isSaid: is_said, isKept: true })),
      );
    }
  }

  private passOver(chatId: number, error: unknown): void {
    this.logger.warn({ chat_id: chatId, error: loggableError(error) }, 'a chat was not indexed again; tried again');
    const [first] = this.failed;
    if (first !== undefined && this.failed.size >= MAX_FAILED) this.failed.delete(first);
    this.failed.add(chatId);
  }
}
