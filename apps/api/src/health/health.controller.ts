import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Database, DatabaseErrors } from '#libs/database';
import { ApiError, HttpErrors, refusal } from '#libs/http';
import { ProcessState } from './process-state.js';
import { ServiceMetrics } from './service-metrics.js';
import { SharedLook } from './shared-look.js';

/** Anybody may ask, as often as they like: it costs the database one look a second. */
@ApiExcludeController()
@Controller()
export class HealthController {
  private readonly schema = new SharedLook(() => this.database.isMigrated());
  private readonly figures = new SharedLook(() => this.service.scrape());

  constructor(
    private readonly database: Database,
    private readonly state: ProcessState,
    private readonly service: ServiceMetrics,
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
    if (!(await this.schema.get())) throw refusal(DatabaseErrors.not_migrated);
    return { status: 'ready' };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.figures.get();
  }
}
