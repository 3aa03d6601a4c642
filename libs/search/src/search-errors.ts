import { errorCodes } from '#libs/http';

/** What searching refuses. */
export const SearchErrors = errorCodes({
  search_too_slow: {
    status: 400,
    field: (field: string) => field,
    detail: (field: string) => `${field} took longer to look for than 2 seconds`,
    meaning: 'Looking for these words took longer than a search may: 2 seconds.',
    remedy: 'Look for longer words, of three characters or more, for fewer, or in one chat.',
  },
  too_many_searches: {
    status: 503,
    detail: 'Too many searches are at work. Repeat the request in a moment.',
    meaning: 'Too many searches, perhaps of yours, are at work; this one has not begun.',
    remedy: 'Repeat it after `Retry-After` seconds, and let one search end before you begin the next.',
  },
});
