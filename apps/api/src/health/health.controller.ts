import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Bus } from '#libs/bus';
import { Database } from '#libs/database';
import { ApiError, HttpErrors, refusal } from '#libs/http';
import { Heartbeat } from '#libs/realtime';
import { ReplyMetrics } from '#libs/reply';
import { SearchMetrics } from '#libs/search';
import { WebhookMetrics } from '#libs/webhooks';
import { HealthErrors } from './health-errors.js';
import { ProcessState } from './process-state.js';
import { SharedLook } from './shared-look.js';

/** Anybody may ask, as often as they like: it costs the database one look a second. */
@ApiExcludeController()
@Controller()
export class HealthController {
  private readonly schema = new SharedLook(() => this.database.isMigrated());
  private readonly figures = new SharedLook(() => this.scrape());

  constructor(
    private readonly database: Database,
    private readonly state: ProcessState,
    private readonly heartbeat: Heartbeat,
    private readonly bus: Bus,
    private readonly replies: ReplyMetrics,
    private readonly searches: SearchMetrics,
    private readonly webhooks: WebhookMetrics,
  ) {}

  /** The process answers. */
  @Get('health/live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** The process can do its work: the database answers and has this version's schema. */
  @Get('health/ready')
  async ready(): Promise<{ status: 'ready' }> {
    if (this.state.isDraining) throw new ApiError(HttpErrors.draining, 'The server is about to end.');
    if (!(await this.schema.get())) throw refusal(HealthErrors.not_migrated);
    return { status: 'ready' };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.figures.get();
  }

  private async scrape(): Promise<string> {
    this.state.metrics.showPool(this.database.load);
    this.state.metrics.showLive(this.heartbeat.size, this.bus.counts);
    const parts = [this.replies.scrape(), this.searches.scrape(), this.webhooks.scrape()];
    return `${await this.state.metrics.registry.metrics()}\n${(await Promise.all(parts)).join('')}`;
  }
}
