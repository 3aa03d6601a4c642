import { Injectable, Logger } from '@nestjs/common';
import { Database } from '#libs/database';
import { loggableError } from '#libs/http';
import { KnowledgeForgetRepository } from './knowledge-forget.repository.js';
import { TERMS_VERSION } from './knowledge-index.repository.js';
import { withoutPassages } from './without-passages.js';

/** Blocks of postings looked at in one transaction: about 4 MB. */
const BLOCKS = 1_000;

/** Takes what is left of forgotten texts out of the index: their postings, and their share of its counts. */
@Injectable()
export class KnowledgeForgetting {
  private readonly logger = new Logger(KnowledgeForgetting.name);

  constructor(
    private readonly database: Database,
    private readonly rows: KnowledgeForgetRepository,
  ) {}

  /**
   * Forgets all texts that are marked, in transactions of bounded size; the next one, in any process, goes on where the last
   * ended. A chat that another process works at, or that fails, is left for the next time.
   */
  async forget(signal: AbortSignal): Promise<void> {
    let chatId = await this.rows.nextChat(this.database, 0);
    while (chatId !== undefined) {
      await this.forgetIn(chatId, signal);
      chatId = await this.rows.nextChat(this.database, chatId);
    }
  }

  /** A chat that fails does not keep those behind it from being forgotten. */
  private async forgetIn(chatId: number, signal: AbortSignal): Promise<void> {
    try {
      let isMore = true;
      while (isMore) {
        signal.throwIfAborted();
        isMore = await this.step(chatId);
      }
    } catch (error) {
      signal.throwIfAborted();
      this.logger.warn({ chat_id: chatId, error: loggableError(error) }, 'deleted texts stay in an index; tried again');
    }
  }

  /** @returns whether there is more to do in this chat now */
  private step(chatId: number): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const version = await this.rows.lock(tx, chatId, TERMS_VERSION);
      // An index that is made again has nothing left to forget.
      if (version !== TERMS_VERSION) return false;
      await this.rows.settle(tx, chatId);
      const forgotten = await this.rows.furthest(tx, chatId);
      if (forgotten === undefined) return false;
      const { rows, ids } = forgotten;
      const blocks = ids.length === 0 ? [] : await this.rows.blocks(tx, chatId, forgotten, BLOCKS);
      const changes = withoutPassages(blocks, new Set(ids));
      if (changes.length > 0) await this.rows.rewrite(tx, chatId, changes);
      const last = blocks.at(-1);
      if (last?.is_last === true) await this.rows.reach(tx, chatId, rows, last.term, last.first_id);
      else await this.rows.finish(tx, chatId, rows);
      return true;
    });
  }
}
