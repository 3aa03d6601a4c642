import { RateLimiterRes } from 'rate-limiter-flexible';
import { ApiError } from '#libs/http';
import { LimitErrors, type RateHeaders } from './limit-errors.js';
import type { LocalLimiter, Quota } from './local-limiter.js';
import type { RateClass } from './rate-class.js';
import type { SharedLimiter } from './shared-counts.js';

/**
 * How many requests of a class one subject may make in a window, and the headers that say so
 * (draft-ietf-httpapi-ratelimit-headers-11): `RateLimit-Policy: "write";q=60000;w=60` and `RateLimit:
 * "write";r=59999;t=60`.
 */
export class Policy {
  private readonly header: string;

  constructor(
    private readonly rateClass: RateClass,
    quota: Quota,
    private readonly limiter: LocalLimiter | SharedLimiter,
  ) {
    this.header = `"${rateClass}";q=${quota.points};w=${quota.seconds}`;
  }

  /** @throws ApiError 429 `rate_limited` when nothing is left */
  async take(subject: string): Promise<RateHeaders> {
    try {
      return this.standing(await this.limiter.consume(subject));
    } catch (result) {
      throw result instanceof RateLimiterRes ? this.tooMany(result) : result;
    }
  }

  /** The refusal that the next request would get; undefined while something is left. */
  async look(subject: string): Promise<ApiError | undefined> {
    const count = await this.limiter.get(subject);
    return count?.remainingPoints === 0 && count.msBeforeNext > 0 ? this.tooMany(count) : undefined;
  }

  private tooMany(count: RateLimiterRes): ApiError {
    const seconds = secondsOf(count);
    const headers = { ...this.standing(count), 'retry-after': String(seconds) };
    return new ApiError(
      LimitErrors.rate_limited,
      LimitErrors.rate_limited.detail(this.rateClass, seconds),
      [],
      headers,
    );
  }

  private standing(count: RateLimiterRes): RateHeaders {
    return {
      ratelimit: `"${this.rateClass}";r=${count.remainingPoints};t=${secondsOf(count)}`,
      'ratelimit-policy': this.header,
    };
  }
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
