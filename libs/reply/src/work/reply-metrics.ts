import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { MessageWorkService } from '#libs/message';
import { EmbeddingMetrics } from '#libs/knowledge';
import type { Usage } from '../writing/token-meter.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const KINDS = ['reply', 'file'] as const;

/** What replies cost and how they end, for Prometheus. */
@Injectable()
export class ReplyMetrics {
  private readonly registry = new Registry();
  private readonly replies = new Counter({
    name: 'replies_total',
    help: 'Replies that ended, by how they were written and how they ended: sent, the code of the failure, or given_up when somebody stopped it.',
    labelNames: ['mode', 'end'],
    registers: [this.registry],
  });

  readonly retrieval = this.seconds('reply_retrieval_seconds', 'Time to find the passages for a reply.');
  readonly firstText = this.seconds('reply_first_token_seconds', 'Time from asking the model to its first text.');
  private readonly tokens = new Counter({
    name: 'reply_tokens_total',
    help: 'Tokens of all replies, also of those that broke off: as the server of the model counts them, or estimated.',
    labelNames: ['direction'],
    registers: [this.registry],
  });

  readonly citationsDropped = new Counter({
    name: 'reply_citations_dropped_total',
    help: 'Markers that named no passage, and were left out.',
    registers: [this.registry],
  });

  readonly leasesLost = new Counter({
    name: 'reply_leases_lost_total',
    help: 'Times that work was taken over from a worker that did not renew its lease.',
    registers: [this.registry],
  });

  private readonly backlog = new Gauge({
    name: 'reply_work',
    help: 'Replies and files of all servers: those that wait, and those that somebody is at.',
    labelNames: ['kind', 'state'],
    registers: [this.registry],
  });

  private readonly oldest = new Gauge({
    name: 'reply_work_oldest_seconds',
    help: 'For how long the oldest reply and the oldest file of all servers have been waited for; 0 without any.',
    labelNames: ['kind'],
    registers: [this.registry],
  });

  constructor(
    private readonly work: MessageWorkService,
    private readonly embedding: EmbeddingMetrics,
  ) {}

  /** As it is at this scrape; without a database there is no backlog to see. */
  async scrape(): Promise<string> {
    for (const gauge of [this.backlog, this.oldest]) gauge.reset();
    const backlog = await this.work.backlog().catch(() => undefined);
    for (const kind of backlog === undefined ? [] : KINDS) {
      const work = backlog?.filter((part) => part.kind === kind) ?? [];
      for (const { is_leased, count } of work)
        this.backlog.set({ kind, state: is_leased ? 'running' : 'waiting' }, count);
      this.oldest.set({ kind }, Math.max(0, ...work.map(({ oldest_seconds }) => oldest_seconds)));
    }
    return (await this.registry.metrics()) + (await this.embedding.scrape());
  }

  cost({ inputTokens, outputTokens }: Usage): void {
    this.tokens.inc({ direction: 'input' }, inputTokens);
    this.tokens.inc({ direction: 'output' }, outputTokens);
  }

  ended(mode: string, end: string): void {
    this.replies.inc({ mode, end });
  }

  private seconds(name: string, help: string): Histogram {
    return new Histogram({ name, help, buckets: SECONDS, registers: [this.registry] });
  }
}
