import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { type ChangePlace, KnowledgeCatchUpRepository } from './knowledge-catch-up.repository.js';
import { KnowledgeForgetRepository } from './knowledge-forget.repository.js';
import { KnowledgeIndexRepository } from './knowledge-index.repository.js';
import { KnowledgeIndexing } from './knowledge-indexing.js';
import type { Scope } from '../rows/scope.js';

/** Limit of one transaction, so that it ends in time and others who index the chat wait no longer. */
const MESSAGES = 200;
const BYTES = 256 * 1024;

/** Above every id. */
const NO_ID = 2 ** 53;

@Injectable()
export class KnowledgeCatchUp {
  constructor(
    private readonly database: Database,
    private readonly rows: KnowledgeCatchUpRepository,
    private readonly index: KnowledgeIndexRepository,
    private readonly forgetting: KnowledgeForgetRepository,
    private readonly indexing: KnowledgeIndexing,
  ) {}

  async catchUp(scope: Scope, signal: AbortSignal): Promise<void> {
    for (const chatId of await this.rows.behind(this.database, scope)) {
      let place: ChangePlace | undefined = { seq: 0, id: 0 };
      while (place !== undefined) {
        signal.throwIfAborted();
        place = await this.indexBatch(chatId, place);
      }
    }
  }

  /** @returns where to go on; nothing at the end */
  private indexBatch(chatId: number, after: ChangePlace): Promise<ChangePlace | undefined> {
    return this.database.transaction(async (tx) => {
      const { indexed_seq } = await this.index.lock(tx, chatId);
      const indexed = (await this.forgetting.settle(tx, chatId)) ?? indexed_seq;
      // It goes on after the batch before, unless a forgotten text has moved the index back since.
      const from = after.seq === indexed + 1 ? after : { seq: indexed, id: NO_ID };
      const { messages, isLast } = await this.rows.changed(tx, chatId, from, MESSAGES, BYTES);
      const texts = messages.filter(({ content }) => content !== '');
      await this.indexing.index(
        tx,
        chatId,
        texts.map(({ id, content, is_said }) => ({ messageId: id, source: 'content', text: content, isSaid: is_said })),
      );
      const last = messages.at(-1);
      // Several messages may have changed by one number: it is done with when the next one is seen.
      if (last !== undefined) await this.index.advance(tx, chatId, isLast ? last.change_seq : last.change_seq - 1);
      return last === undefined || isLast ? undefined : { seq: last.change_seq, id: last.id };
    });
  }
}
