import { errorCodes, FieldRefused, Unavailable } from '#libs/http';

/** What searching refuses. */
export const SearchErrors = errorCodes({
  search_too_slow: {
    status: 400,
    meaning: 'Looking for these words took longer than a search may: 2 seconds.',
    remedy: 'Look for longer words, of three characters or more, for fewer, or in one chat.',
  },
  too_many_searches: {
    status: 503,
    meaning: 'Too many searches, perhaps of yours, are at work; this one has not begun.',
    remedy: 'Repeat it after `Retry-After` seconds, and let one search end before you begin the next.',
  },
});

/** Looking for `q` took longer than it may (400). */
export class SearchTooSlow extends FieldRefused {
  constructor(field: string) {
    super(field, SearchErrors.search_too_slow, `${field} took longer to look for than 2 seconds`);
  }
}

/** Searches of this person, or of all, wait in such a number that this one has not begun (503). */
export class TooManySearches extends Unavailable {
  constructor() {
    super(SearchErrors.too_many_searches, 'Too many searches are at work. Repeat the request in a moment.');
  }
}
