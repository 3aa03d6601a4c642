import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';

/** How often people react, for Prometheus. */
@Injectable()
export class ReactionMetrics {
  private readonly registry = new Registry();
  private readonly reactions = new Counter({
    name: 'reactions_total',
    help: 'Reactions that were added or removed; what changed nothing does not count.',
    labelNames: ['act'],
    registers: [this.registry],
  });

  /** With a 0 for each, so that the first one is an increase, too. */
  constructor() {
    for (const act of ['added', 'removed']) this.reactions.inc({ act }, 0);
  }

  changed(act: 'added' | 'removed'): void {
    this.reactions.inc({ act });
  }

  scrape(): Promise<string> {
    return this.registry.metrics();
  }
}
