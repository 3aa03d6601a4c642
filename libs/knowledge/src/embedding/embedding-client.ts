import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS } from '#libs/config';
import { estimatedTokens, TokenAccount } from '#libs/limits';
import { Deadline, loggableError, retryDelay } from '#libs/http';
import { EmbeddingFailed } from './embedding-failed.js';
import { EmbeddingMetrics } from './embedding-metrics.js';
import type { EmbeddingServer } from './embedding-server.js';
import type { EmbeddingSettings } from './embedding-settings.js';
import { unitVector, type Vector } from './vector.js';

/** Texts of one request: what the strictest of the usual servers takes. */
export const BATCH = 32;
/** Longest text, in UTF-16 code units; models read some 512 tokens of it at most. */
const LONGEST_TEXT = 2_000;
/** After a failure the server is left alone so long, in ms, and replies do not wait for it. */
const REST_MS = 30_000;

/** Gets vectors from any server that speaks OpenAI's embeddings. */
@Injectable()
export class EmbeddingClient {
  private readonly logger = new Logger(EmbeddingClient.name);
  private server: EmbeddingServer | undefined;
  /** Until when the server is left alone: for everybody, or for those whose texts may be what it failed over. */
  private readonly rests = new Map<string | typeof EVERYBODY, number>();

  constructor(
    @Inject(SETTINGS) private readonly settings: EmbeddingSettings,
    private readonly metrics: EmbeddingMetrics,
    private readonly account: TokenAccount,
  ) {}

  get isOn(): boolean {
    return this.settings.EMBEDDINGS_BASE_URL !== undefined;
  }

  get model(): string {
    return this.settings.EMBEDDINGS_MODEL ?? '';
  }

  /**
   * @param texts at most {@link BATCH}
   * @param payer whose tokens of the day are used
   * @returns a vector for each, all of one length
   * @throws EmbeddingFailed, the signal's reason, or DatabaseUnavailable
   */
  async embed(texts: readonly string[], signal: AbortSignal, payer?: string): Promise<Vector[]> {
    signal.throwIfAborted();
    if (payer !== undefined && !(await this.account.isLeft(payer))) throw new EmbeddingFailed('used_up');
    if (this.isResting(EVERYBODY) || this.isResting(payer ?? '')) throw new EmbeddingFailed('resting');
    const deadline = new Deadline(this.settings.EMBEDDINGS_TIMEOUT_SECONDS * 1_000, signal);
    try {
      return await this.embedAgain(texts.map(sent), deadline.signal, payer);
    } catch (error) {
      signal.throwIfAborted();
      const failure = deadline.isOver ? new EmbeddingFailed('timeout') : error;
      // The server has no part in it, so nobody has to do without it.
      if (!(failure instanceof EmbeddingFailed)) throw failure;
      this.rest(isOfTexts(failure) ? (payer ?? '') : EVERYBODY);
      this.metrics.failures.inc({ code: failure.code });
      this.logger.warn({ code: failure.code, status: failure.status }, 'no vectors: found by words alone for a while');
      throw failure;
    } finally {
      deadline.close();
    }
  }

  private isResting(who: string | typeof EVERYBODY): boolean {
    return performance.now() < (this.rests.get(who) ?? 0);
  }

  private rest(who: string | typeof EVERYBODY): void {
    for (const each of this.rests.keys()) if (!this.isResting(each)) this.rests.delete(each);
    this.rests.set(who, performance.now() + REST_MS);
  }

  private async embedAgain(values: string[], signal: AbortSignal, payer?: string): Promise<Vector[]> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.embedOnce(values, signal, payer);
      } catch (error) {
        const waitMs = error instanceof EmbeddingFailed ? retryDelay(error, attempt) : undefined;
        if (waitMs === undefined || signal.aborted) throw error;
        await delay(waitMs, undefined, { signal });
      }
    }
  }

  private async embedOnce(values: string[], signal: AbortSignal, payer?: string): Promise<Vector[]> {
    // What was imported once is not loaded again; what failed may be there the next time.
    const { EmbeddingServer: Server } = await import('./embedding-server.js');
    this.server ??= new Server(this.settings);
    const { embeddings, tokens } = await this.server.embed(values, signal);
    const spent = Math.ceil(tokens ?? values.reduce((sum, value) => sum + estimatedTokens(value), 0));
    if (payer !== undefined) await this.charge(payer, spent);
    const vectors = embeddings.map(unitVector).filter((vector) => vector !== undefined);
    const isWhole = vectors.length === values.length && vectors.every(({ length }) => length === vectors[0]?.length);
    if (!isWhole || embeddings.length !== values.length) throw new EmbeddingFailed('rubbish');
    return vectors;
  }

  /** What has been paid for is used, also when its price could not be written down. */
  private async charge(userId: string, tokens: number): Promise<void> {
    await this.account.spend(userId, tokens).catch((error: unknown) => {
      this.logger.error({ user_id: userId, tokens, error: loggableError(error) }, 'used tokens were not counted');
    });
  }
}

const EVERYBODY = Symbol('everybody');

/** Whether other texts might not have failed. */
function isOfTexts({ code, status }: EmbeddingFailed): boolean {
  return code === 'rubbish' || (code === 'refused' && [400, 413, 422].includes(status ?? 0));
}

/** A pair of surrogates is not cut in two: half of one is no text. */
function sent(text: string): string {
  return text.slice(0, LONGEST_TEXT).replace(/[\uD800-\uDBFF]$/, '');
}
