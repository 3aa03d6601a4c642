import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/** Subjects counted at once, about 300 bytes each; beyond that, the ones idle for longest start over. */
const MAX_SUBJECTS = 20_000;

/** Requests, and the seconds in which they are allowed. */
export interface Quota {
  readonly points: number;
  readonly seconds: number;
}

/** Counts in this process. A window begins with a subject's first request and lasts `seconds`. */
export class LocalLimiter {
  private readonly counts: RateLimiterMemory;
  private readonly subjects = new LRUCache<string, true>({
    max: MAX_SUBJECTS,
    dispose: (_value, subject, reason) => {
      if (reason === 'evict') void this.counts.delete(subject);
    },
  });

  constructor({ points, seconds }: Quota) {
    this.counts = new RateLimiterMemory({ points, duration: seconds });
  }

  /** Rejects with a RateLimiterRes when nothing is left. */
  consume(subject: string): Promise<RateLimiterRes> {
    this.subjects.set(subject, true);
    return this.counts.consume(subject);
  }

  get(subject: string): Promise<RateLimiterRes | null> {
    return this.counts.get(subject);
  }
}
