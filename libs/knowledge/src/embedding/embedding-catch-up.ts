import { Injectable, Logger } from '@nestjs/common';
import { Database } from '#libs/database';
import type { Scope } from '../rows/scope.js';
import { BATCH, EmbeddingClient } from './embedding-client.js';
import { EmbeddingFailed } from './embedding-failed.js';
import { EmbeddingMetrics } from './embedding-metrics.js';
import { nextSpan, type Span } from './next-span.js';
import { type ChatBehind, PassageVectorRepository } from './passage-vector.repository.js';
import { Pgvector } from './pgvector.js';

/** How much of a scope may get vectors at once. */
export interface CatchUpLimits {
  /** Spans of {@link BATCH} passages. */
  readonly spans: number;
  /** None is begun later than this. */
  readonly seconds: number;
}

/** Passages get their vectors after they were indexed, beside everything else: without one they are found by words. */
@Injectable()
export class EmbeddingCatchUp {
  private readonly logger = new Logger(EmbeddingCatchUp.name);

  constructor(
    private readonly database: Database,
    private readonly rows: PassageVectorRepository,
    private readonly client: EmbeddingClient,
    private readonly pgvector: Pgvector,
    private readonly metrics: EmbeddingMetrics,
  ) {}

  /**
   * Goes as far as the limits and the server let it; the next one goes on from there.
   * @returns whether there may be more to do
   */
  async catchUp(scope: Scope, limits: CatchUpLimits, signal: AbortSignal, payer?: string): Promise<boolean> {
    try {
      return await this.embed(scope, limits, signal, payer);
    } catch (error) {
      if (!(error instanceof EmbeddingFailed)) throw error;
      this.logger.debug({ chat_id: scope.chatId, code: error.code }, 'some passages have no vectors yet');
      return false;
    }
  }

  private async embed(
    scope: Scope,
    { spans: most, seconds }: CatchUpLimits,
    signal: AbortSignal,
    payer: string | undefined,
  ): Promise<boolean> {
    const until = performance.now() + seconds * 1_000;
    let spans = 0;
    for (const chat of await this.rows.behind(this.database, scope, this.client.model, most)) {
      let done = doneOf(chat);
      for (; spans < most && performance.now() < until; spans++) {
        const span = nextSpan({ first: chat.first_id, last: chat.next_id - 1 }, done, BATCH, most * BATCH);
        if (span === undefined) break;
        await this.embedSpan(chat.chat_id, span, signal, payer);
        done = isBeside(done, span)
          ? { first: Math.min(done.first, span.first), last: Math.max(done.last, span.last) }
          : span;
      }
    }
    return spans === most;
  }

  private async embedSpan(chatId: number, span: Span, signal: AbortSignal, payer: string | undefined): Promise<void> {
    const { model } = this.client;
    signal.throwIfAborted();
    const bare = await this.rows.bare(this.database, chatId, model, span);
    const texts = bare.map(({ text }) => text);
    const vectors = texts.length === 0 ? [] : await this.client.embed(texts, signal, payer);
    const isPgvector = await this.pgvector.prepare(this.database);
    const found = bare.flatMap(({ id }, nth) => {
      const vector = vectors[nth];
      return vector === undefined ? [] : [{ passageId: id, vector }];
    });
    await this.database.transaction(async (tx) => {
      if (!(await this.rows.keep(tx, chatId))) return;
      await this.rows.insert(tx, chatId, model, found, isPgvector);
      await this.rows.cover(tx, chatId, model, span);
    });
    this.metrics.embedded.inc(found.length);
  }
}

function doneOf({ first_done, last_done }: ChatBehind): Span | undefined {
  return first_done === null || last_done === null ? undefined : { first: first_done, last: last_done };
}

function isBeside(done: Span | undefined, { first, last }: Span): done is Span {
  return done !== undefined && first <= done.last + 1 && last >= done.first - 1;
}
