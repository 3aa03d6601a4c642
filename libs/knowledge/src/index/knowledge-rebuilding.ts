import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { TERMS_VERSION } from './knowledge-index.repository.js';
import { KnowledgeIndexing } from './knowledge-indexing.js';
import { KnowledgeRebuildRepository } from './knowledge-rebuild.repository.js';

/** Texts read at once. */
const MESSAGES = 20;

/** Indexes chats again whose terms were made otherwise than they are now. */
@Injectable()
export class KnowledgeRebuilding {
  constructor(
    private readonly database: Database,
    private readonly rows: KnowledgeRebuildRepository,
    private readonly indexing: KnowledgeIndexing,
  ) {}

  /**
   * One chat, in one transaction: searches see the old index until it is done. Others who index texts of the
   * chat wait meanwhile.
   * @returns whether there was any
   */
  rebuildNext(signal: AbortSignal): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const chatId = await this.rows.lockOutdated(tx, TERMS_VERSION);
      if (chatId === undefined) return false;
      const messages = await this.rows.messages(tx, chatId);
      await this.rows.clear(tx, chatId, TERMS_VERSION);
      for (let at = 0; at < messages.length; at += MESSAGES) {
        signal.throwIfAborted();
        const texts = await this.rows.texts(tx, chatId, messages.slice(at, at + MESSAGES));
        await this.indexing.index(
          tx,
          chatId,
          texts.map(({ id, source, text, is_said }) => ({
            messageId: id,
            source,
            text,
            isSaid: is_said,
            isKept: true,
          })),
        );
      }
      return true;
    });
  }
}
