import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { WebhookDueRepository } from '#libs/chat';
import { hasWebhooks, SETTINGS, type Settings } from '#libs/config';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How the receiver of the webhooks keeps up, for Prometheus. */
@Injectable()
export class WebhookMetrics {
  private readonly registry = new Registry();
  private readonly calls = new Counter({
    name: 'webhook_calls_total',
    help: 'Calls of the receiver, by how they ended: taken, or failed.',
    labelNames: ['end'],
    registers: [this.registry],
  });

  readonly seconds = new Histogram({
    name: 'webhook_call_seconds',
    help: 'Time until the receiver had answered, or had not.',
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly givenUp = new Counter({
    name: 'webhook_given_up_total',
    help: 'Times that a chat was given up, until it changes again.',
    registers: [this.registry],
  });

  private readonly due = new Gauge({
    name: 'webhook_due',
    help: 'Chats of which the receiver does not know everything: those that wait, those whose last call failed, those given up.',
    labelNames: ['state'],
    registers: [this.registry],
  });

  private readonly oldest = new Gauge({
    name: 'webhook_due_oldest_seconds',
    help: 'For how long the longest of them waits, if it is not given up.',
    registers: [this.registry],
  });

  constructor(
    private readonly marks: WebhookDueRepository,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'WEBHOOK_URL'>,
  ) {}

  ended(end: 'taken' | 'failed'): void {
    this.calls.inc({ end });
  }

  /** The state at this scrape: empty without a receiver, and without the due chats when the database is away. */
  async scrape(): Promise<string> {
    if (!hasWebhooks(this.settings)) return '';
    this.due.reset();
    const counts = await this.marks.counts().catch(() => undefined);
    if (counts !== undefined) {
      for (const state of ['waiting', 'failing', 'given_up'] as const) this.due.set({ state }, counts[state]);
      this.oldest.set(counts.oldest_seconds);
    }
    return this.registry.metrics();
  }
}
