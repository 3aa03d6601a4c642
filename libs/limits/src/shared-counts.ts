import { Logger } from '@nestjs/common';
import { createClient, type RedisClientType } from '@redis/client';
import { RateLimiterRedis, RateLimiterRes, RLWrapperTimeouts } from 'rate-limiter-flexible';
import { loggableError, redisOptions } from '#libs/http';
import { LocalLimiter, type Quota } from './local-limiter.js';

/** A request waits no longer for Redis. */
const ANSWER_WITHIN_MS = 100;
/** In ms. After a failure Redis is not asked for this time: no other request should wait for it. */
const REST_MS = 1_000;
const PING_EVERY_MS = 2_000;
const SILENCE_MS = 6_000;

/** Counts that several servers share through Redis. */
export class SharedCounts {
  private readonly logger = new Logger(SharedCounts.name);
  private readonly client: RedisClientType;
  private restUntil = 0;
  private hasFailed = false;

  /** @param name begins every key: servers that share a Redis and this share their counts */
  constructor(
    url: string,
    private readonly name: string,
  ) {
    this.client = createClient(redisOptions(url, PING_EVERY_MS, SILENCE_MS)) as RedisClientType;
    this.client.on('error', (error: unknown) => this.failed(error));
    this.client.on('ready', () => (this.hasFailed = false));
    // Tries again by itself until it is closed.
    this.client.connect().catch(() => undefined);
  }

  limiter(of: string, quota: Quota): SharedLimiter {
    const counts = new RateLimiterRedis({
      storeClient: this.client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      keyPrefix: `${this.name}:${of}`,
      points: quota.points,
      duration: quota.seconds,
      // Who is beyond the limit is refused without asking Redis.
      inMemoryBlockOnConsumed: quota.points + 1,
    });
    return new SharedLimiter(this, new RLWrapperTimeouts({ limiter: counts, timeoutMs: ANSWER_WITHIN_MS }), quota);
  }

  get isResting(): boolean {
    return Date.now() < this.restUntil;
  }

  failed(error: unknown): void {
    this.restUntil = Date.now() + REST_MS;
    if (!this.hasFailed)
      this.logger.warn({ error: loggableError(error) }, 'Redis is away; each server counts requests by itself');
    this.hasFailed = true;
  }

  close(): void {
    this.client.destroy();
  }
}

/** Counts in Redis, and in this process while Redis is away: nobody is refused because of that. */
export class SharedLimiter {
  private readonly insurance: LocalLimiter;

  constructor(
    private readonly shared: SharedCounts,
    private readonly counts: RLWrapperTimeouts,
    quota: Quota,
  ) {
    this.insurance = new LocalLimiter(quota);
  }

  /** Rejects with a RateLimiterRes when nothing is left. */
  consume(subject: string): Promise<RateLimiterRes> {
    return this.ask(
      () => this.counts.consume(subject),
      () => this.insurance.consume(subject),
    );
  }

  get(subject: string): Promise<RateLimiterRes | null> {
    return this.ask(
      () => this.counts.get(subject),
      () => this.insurance.get(subject),
    );
  }

  private async ask<T>(shared: () => Promise<T>, insurance: () => Promise<T>): Promise<T> {
    if (this.shared.isResting) return insurance();
    try {
      return await shared();
    } catch (error) {
      if (error instanceof RateLimiterRes) throw error;
      this.shared.failed(error);
      return insurance();
    }
  }
}
