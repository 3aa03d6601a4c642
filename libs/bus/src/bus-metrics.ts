import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { Bus } from './bus.js';

/** What became of the hints between the servers, for Prometheus. */
@Injectable()
export class BusMetrics {
  private readonly registry = new Registry();
  private readonly hints = new Counter({
    name: 'bus_hints_total',
    help: 'Hints: published here, heard from other servers, dropped because the bus was away, forged, and replayed.',
    labelNames: ['fate'],
    registers: [this.registry],
  });

  constructor(private readonly bus: Bus) {}

  /** The bus counts by itself, since it lives without metrics, too. */
  scrape(): Promise<string> {
    this.hints.reset();
    for (const [fate, count] of Object.entries(this.bus.counts)) this.hints.inc({ fate }, count);
    return this.registry.metrics();
  }
}
