import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { RATE_CLASSES, type RateClass } from './rate-class.js';

/** What was refused because it was too much, for Prometheus. */
@Injectable()
export class LimitMetrics {
  private readonly registry = new Registry();
  private readonly requests = new Counter({
    name: 'requests_rate_limited_total',
    help: 'Requests that were refused with 429 rate_limited, by their class and by who made them: person or service.',
    labelNames: ['class', 'caller'],
    registers: [this.registry],
  });

  /** With a 0 for each, so that the first one is an increase, too. */
  constructor() {
    for (const one of RATE_CLASSES)
      for (const caller of ['person', 'service']) this.requests.inc({ class: one, caller }, 0);
  }

  refused(rateClass: RateClass, { isService }: { readonly isService: boolean }): void {
    this.requests.inc({ class: rateClass, caller: isService ? 'service' : 'person' });
  }

  scrape(): Promise<string> {
    return this.registry.metrics();
  }
}
