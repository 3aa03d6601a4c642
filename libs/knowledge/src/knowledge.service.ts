import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import { KnowledgeCatchUp } from './index/knowledge-catch-up.js';
import { KnowledgeForgetting } from './index/knowledge-forgetting.js';
import { KnowledgeRebuilding } from './index/knowledge-rebuilding.js';
import { KnowledgeIndexing, type NewText } from './index/knowledge-indexing.js';
import { QuestionWords, type WordsFound } from './search/question-words.js';
import { KnowledgeSearch, type SearchLimits } from './search/knowledge-search.js';
import type { Passage } from './text/passage.js';
import type { Rerank } from './search/rerank.js';
import type { Scope } from './rows/scope.js';
import type { Turns } from './words/turns.js';

/** What a chat's people wrote and sent as documents, as replies find it. */
@Injectable()
export class KnowledgeService {
  constructor(
    private readonly database: Database,
    private readonly indexing: KnowledgeIndexing,
    private readonly behind: KnowledgeCatchUp,
    private readonly searching: KnowledgeSearch,
    private readonly questionWords: QuestionWords,
    private readonly rebuilding: KnowledgeRebuilding,
    private readonly forgetting: KnowledgeForgetting,
  ) {}

  /** Makes texts of messages findable; others who index texts of the chat wait until the transaction ends. */
  index(tx: Tx, chatId: number, texts: readonly NewText[]): Promise<void> {
    return this.indexing.index(tx, chatId, texts);
  }

  /** Indexes what people wrote in these chats and is not indexed yet, in transactions of bounded size. */
  catchUp(scope: Scope, signal: AbortSignal): Promise<void> {
    return this.behind.catchUp(scope, signal);
  }

  /** The best passages for a conversation's turn, best first; each is there for the asker at this moment. */
  search(scope: Scope, turns: Turns, limits: SearchLimits, rerank?: Rerank): Promise<readonly Passage[]> {
    return this.searching.search(this.database, scope, turns, limits, rerank);
  }

  /** Indexes one chat again whose index is of another version. @returns whether there was any */
  rebuildNext(signal: AbortSignal): Promise<boolean> {
    return this.rebuilding.rebuildNext(signal);
  }

  /**
   * Takes what is left of forgotten texts out of the index (see `forgetStatements`), in transactions of bounded size; a
   * chat that somebody else is at is left for the next time.
   */
  forget(signal: AbortSignal): Promise<void> {
    return this.forgetting.forget(signal);
  }

  /** Which words of a turn these passages have, as the index reads them, and how much each word tells in the scope. */
  words(scope: Scope, turns: Turns, passages: readonly Passage[]): Promise<WordsFound> {
    return this.questionWords.find(this.database, scope, turns, passages);
  }
}
