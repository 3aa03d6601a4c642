import { errorCodes } from '#libs/http';

/** What is refused because it is beyond a limit. */
export const LimitErrors = errorCodes({
  rate_limited: {
    status: 429,
    detail: (rateClass: string, seconds: number) =>
      `Too many requests of the class "${rateClass}"; repeat it after ${seconds} s.`,
    meaning: 'You have made as many requests of this class as are allowed for now; nothing of this one was done.',
    remedy:
      'Repeat it after `Retry-After` seconds with the same key. `RateLimit` says in every answer how many are left.',
  },
  quota_exceeded: {
    status: 400,
    detail: (megabytes: number, resetsAt: string) =>
      `This would be more than you may store today (STORED_MB_PER_USER_PER_DAY: ${megabytes} MB). The quota begins again at ${resetsAt}.`,
    meaning: 'The message would be more than you may store on one day; it was not stored.',
    remedy: 'Send less, or send it after the time that `detail` names. Repeating it earlier is useless.',
  },
});

/** Headers of draft-ietf-httpapi-ratelimit-headers-11. */
export interface RateHeaders {
  readonly ratelimit: string;
  readonly 'ratelimit-policy': string;
}
