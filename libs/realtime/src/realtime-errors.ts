import { ApiError, errorCodes, HttpErrors, refusal } from '#libs/http';

/** Refusals about live connections. */
export const RealtimeErrors = errorCodes({
  too_many_feeds: {
    status: 429,
    detail: (most: number) => `At most ${most} live connections at once.`,
    meaning:
      'The user has 100 live connections to this server already, requests that wait (`Prefer: wait`) included, or the service has 10 feeds of every chat.',
    remedy: 'Close those that are not read any more; one feed of everything is enough for an app.',
  },
});

/** Examples of the refusals of a feed, beside those of its URL. */
export const FEED_REFUSALS: readonly ApiError[] = [
  refusal(RealtimeErrors.too_many_feeds, 100),
  refusal(HttpErrors.draining),
];
