import { retryAfter } from '#libs/http';

/** Of the same meaning as no answer: it is busy, or a proxy says so in its name (RFC 9110, section 15). */
const AWAY: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504]);
/** The longest wait that a receiver may ask for, in seconds. */
const LONGEST_WAIT = 3_600;

/** Why the receiver did not take a call. */
export interface WebhookFailure {
  /** In a few words, without the address and without what the receiver said. */
  readonly why: string;
  /** It answered that it does not take this call, which may be for what the chat holds. */
  readonly isRefusal: boolean;
  /** Seconds that it wants to be left alone, an hour at most. */
  readonly waitSeconds: number;
}

/** An answer other than 2xx. */
export function statusFailure({ status, headers }: Pick<Response, 'status' | 'headers'>): WebhookFailure {
  const isRefusal = status >= 400 && status <= 500 && !AWAY.has(status);
  const waitSeconds = Math.min(LONGEST_WAIT, retryAfter(headers.get('retry-after') ?? undefined) ?? 0);
  return { why: `status ${status}`, isRefusal, waitSeconds };
}

/** No answer, or only a part of it. */
export function brokenOff(why: string): WebhookFailure {
  return { why, isRefusal: false, waitSeconds: 0 };
}
