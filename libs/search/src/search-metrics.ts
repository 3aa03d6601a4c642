import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { Database } from '#libs/database';
import { MessageTextRepository } from './message-text.repository.js';

/** How many texts wait to be indexed, for Prometheus. */
@Injectable()
export class SearchMetrics {
  private readonly registry = new Registry();
  private readonly waiting = new Gauge({
    name: 'search_texts_waiting',
    help: 'Messages whose text waits to be indexed, of all servers; 10,000: so many, or more. They are found meanwhile.',
    registers: [this.registry],
  });

  constructor(
    private readonly database: Database,
    private readonly texts: MessageTextRepository,
  ) {}

  /** Counts at each scrape; without a database there is no figure. */
  async scrape(): Promise<string> {
    const count = await this.texts.countNew(this.database).catch(() => undefined);
    if (count === undefined) this.waiting.reset();
    else this.waiting.set(count);
    return this.registry.metrics();
  }
}
