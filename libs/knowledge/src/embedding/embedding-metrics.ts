import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '#libs/config';
import { Counter, Registry } from 'prom-client';
import type { EmbeddingSettings } from './embedding-settings.js';

/** How the server of embeddings does, for Prometheus. */
@Injectable()
export class EmbeddingMetrics {
  private readonly registry = new Registry();

  readonly failures = new Counter({
    name: 'reply_embedding_failures_total',
    help: 'Requests for vectors that failed, so that passages were found by words alone, by why.',
    labelNames: ['code'],
    registers: [this.registry],
  });

  readonly embedded = new Counter({
    name: 'reply_passages_embedded_total',
    help: 'Passages that got a vector.',
    registers: [this.registry],
  });

  constructor(@Inject(SETTINGS) private readonly settings: EmbeddingSettings) {}

  /** Nothing where no embeddings are configured. */
  async scrape(): Promise<string> {
    return this.settings.EMBEDDINGS_BASE_URL === undefined ? '' : this.registry.metrics();
  }
}
