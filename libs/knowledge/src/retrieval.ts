import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '#libs/config';
import type { SearchLimits } from './search/knowledge-search.js';
import { KnowledgeService } from './knowledge.service.js';
import { leastLikelihood, likelihood } from './search/evidence.js';
import { questionParts } from './languages/question-parts.js';
import type { Passage } from './text/passage.js';
import type { AskedWords, WordsFound } from './search/question-words.js';
import type { Scope } from './rows/scope.js';
import type { Turns } from './words/turns.js';
import { DenseJudgement } from './embedding/dense-judgement.js';
import { EmbeddingCatchUp } from './embedding/embedding-catch-up.js';
import { EmbeddingClient } from './embedding/embedding-client.js';
import { EmbeddingQueue } from './embedding/embedding-queue.js';
import type { EmbeddingSettings } from './embedding/embedding-settings.js';

/** Before an answer at most 256 passages get vectors. */
const SPANS_BEFORE_ANSWER = 8;

/** A question, or one of those that a turn asks, and the passages that answer it. */
export interface Answerable {
  readonly question: string;
  readonly passages: readonly Passage[];
  /** The question's words in these passages: those that they were judged by, where they were. */
  readonly words: () => Promise<AskedWords>;
}

/** What a reply is built from: found by words and, where embeddings are configured, by meaning too. */
@Injectable()
export class Retrieval {
  constructor(
    private readonly knowledge: KnowledgeService,
    private readonly client: EmbeddingClient,
    private readonly embedding: EmbeddingCatchUp,
    private readonly queue: EmbeddingQueue,
    private readonly dense: DenseJudgement,
    @Inject(SETTINGS) private readonly settings: EmbeddingSettings,
  ) {}

  /**
   * Makes what was written in these chats findable.
   * @param payer whose tokens of the day pay for vectors, here and below; without any left, words alone decide
   */
  async catchUp(scope: Scope, signal: AbortSignal, payer?: string): Promise<void> {
    await this.knowledge.catchUp(scope, signal);
    if (!this.client.isOn) return;
    const limits = { spans: SPANS_BEFORE_ANSWER, seconds: this.settings.EMBEDDINGS_TIMEOUT_SECONDS };
    await this.embedding.catchUp(scope, limits, signal, payer);
  }

  /** The best passages for a conversation's turn, best first; each is there for the asker at this moment. */
  search(
    scope: Scope,
    turns: Turns,
    limits: SearchLimits,
    signal: AbortSignal,
    payer?: string,
  ): Promise<readonly Passage[]> {
    if (!this.client.isOn) return this.knowledge.search(scope, turns, limits);
    return this.knowledge.search(scope, turns, limits, (found) => this.dense.rerank(found, signal, payer));
  }

  /**
   * What a turn may be answered from, for each thing that it asks: the best passages, or none where they are judged not
   * to answer. What is found by meaning is left to the model: words tell nothing of it.
   */
  async evidence(
    scope: Scope,
    turns: Turns,
    limits: SearchLimits,
    signal: AbortSignal,
    payer?: string,
  ): Promise<readonly Answerable[]> {
    const { question, earlier } = turns;
    if (this.client.isOn)
      return [this.answerable(scope, turns, await this.search(scope, turns, limits, signal, payer))];
    const parts = await questionParts(question);
    const share = { ...limits, characters: Math.floor(limits.characters / parts.length) };
    const found: Answerable[] = [];
    for (const [nth, part] of parts.entries()) {
      const said = parts.slice(0, nth).map((content) => ({ isUser: true, content }));
      const asked = { question: part, earlier: [...said.toReversed(), ...earlier] };
      found.push(await this.answering(scope, asked, share));
    }
    if (parts.length === 1 || found.some(({ passages }) => passages.length > 0)) return found;
    return [await this.answering(scope, turns, limits)];
  }

  private async answering(scope: Scope, turns: Turns, limits: SearchLimits): Promise<Answerable> {
    const passages = await this.knowledge.search(scope, turns, limits);
    if (passages.length === 0) return this.answerable(scope, turns, passages);
    const found = await this.knowledge.words(scope, turns, passages);
    const isThere = likelihood(turns, passages, found) >= (await leastLikelihood(turns));
    return this.answerable(scope, turns, isThere ? passages : [], found);
  }

  private answerable(scope: Scope, turns: Turns, passages: readonly Passage[], found?: WordsFound): Answerable {
    const words = async () => (found ?? (await this.knowledge.words(scope, turns, passages))).question;
    return { question: turns.question, passages, words };
  }

  /** A file of the chat was indexed: behind that, its passages get vectors. */
  fileIndexed(chatId: number, sender = ''): void {
    if (this.client.isOn) this.queue.add(chatId, sender);
  }
}
