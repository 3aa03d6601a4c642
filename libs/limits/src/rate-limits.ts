import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit, Optional } from '@nestjs/common';
import type { Caller } from '#libs/auth';
import { SETTINGS } from '#libs/config';
import { ApiError } from '#libs/http';
import type { RateHeaders } from './limit-errors.js';
import { LimitMetrics } from './limit-metrics.js';
import { type Policies, policiesOf, type RateSettings } from './policies-of.js';
import type { Policy } from './policy.js';
import type { RateClass } from './rate-class.js';

/** The holder of the token. A service's requests for a person count for the service; replies do not (`reply-limit.ts`). */
type Counted = Pick<Caller, 'subject' | 'isService'>;

/** Counts requests. Without settings, nothing is limited. */
@Injectable()
export class RateLimits implements OnModuleInit, OnApplicationShutdown {
  private policies: Policies | undefined;

  constructor(
    private readonly metrics: LimitMetrics,
    @Optional() @Inject(SETTINGS) private readonly settings?: RateSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.settings !== undefined) this.policies = await policiesOf(this.settings);
  }

  onApplicationShutdown(): void {
    this.policies?.close();
  }

  /**
   * Counts one request before anything else is done.
   * @returns headers for its answer; none where nothing is limited
   * @throws ApiError 429 `rate_limited` when it is one too many
   */
  async take(who: Counted, rateClass: RateClass): Promise<RateHeaders | undefined> {
    try {
      return await this.policy(who, rateClass)?.take(who.subject);
    } catch (error) {
      if (error instanceof ApiError) this.metrics.refused(rateClass, who);
      throw error;
    }
  }

  /** Counts what is done, and stays so, also when it is one too many. */
  async add(who: Counted, rateClass: RateClass): Promise<void> {
    await this.policy(who, rateClass)
      ?.take(who.subject)
      .catch(() => undefined);
  }

  /** The refusal that one more request would get; counts nothing. */
  async look(who: Counted, rateClass: RateClass): Promise<ApiError | undefined> {
    return this.policy(who, rateClass)?.look(who.subject);
  }

  private policy({ isService }: Counted, rateClass: RateClass): Policy | undefined {
    return this.policies?.byName.get(`${rateClass}:${isService ? 'service' : 'person'}`);
  }
}
