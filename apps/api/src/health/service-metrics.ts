import { Injectable } from '@nestjs/common';
import { LoginMetrics } from '#libs/auth';
import { BusMetrics } from '#libs/bus';
import { Database } from '#libs/database';
import { LimitMetrics } from '#libs/limits';
import { MessageMetrics } from '#libs/message';
import { ReactionMetrics } from '#libs/reaction';
import { EveryChatMetrics, LiveMetrics } from '#libs/realtime';
import { ReplyMetrics } from '#libs/reply';
import { SearchMetrics } from '#libs/search';
import { WebhookMetrics } from '#libs/webhooks';
import { ProcessState } from './process-state.js';

/** What all parts of the service count, as one answer for Prometheus. */
@Injectable()
export class ServiceMetrics {
  private readonly parts: readonly { scrape(): Promise<string> }[];

  constructor(
    private readonly state: ProcessState,
    private readonly database: Database,
    logins: LoginMetrics,
    limits: LimitMetrics,
    messages: MessageMetrics,
    reactions: ReactionMetrics,
    live: LiveMetrics,
    everyChat: EveryChatMetrics,
    bus: BusMetrics,
    replies: ReplyMetrics,
    searches: SearchMetrics,
    webhooks: WebhookMetrics,
  ) {
    this.parts = [logins, limits, messages, reactions, live, everyChat, bus, replies, searches, webhooks];
  }

  async scrape(): Promise<string> {
    const { metrics } = this.state;
    metrics.showPool(this.database.load);
    const parts = [metrics.registry.metrics(), ...this.parts.map((part) => part.scrape())];
    return (
      (await Promise.all(parts))
        .map((part) => part.trimEnd())
        .filter(Boolean)
        .join('\n') + '\n'
    );
  }
}
