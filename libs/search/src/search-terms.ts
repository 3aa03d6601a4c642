import { errorCodes, ifPresent, rule } from '#libs/http';

/** What may be wrong with `q`. */
export const SearchFieldCodes = errorCodes({
  no_search_term: {
    status: 400,
    meaning: '`q` holds nothing but white space.',
    remedy: 'Send a word to look for, or leave `q` out.',
  },
});

/** The terms of `q`: split at white space, all must occur. */
export function searchTerms(q: string): string[] {
  return [...new Set(q.split(/\s+/).filter((term) => term !== ''))];
}

/** `q` must hold at least one term. */
export const HasSearchTerm = (): PropertyDecorator =>
  rule(
    SearchFieldCodes.no_search_term,
    ifPresent((q) => typeof q !== 'string' || searchTerms(q).length > 0),
    'must hold something besides white space',
  );

/** A LIKE pattern that finds `term` anywhere, literally. Both sides are folded by PostgreSQL's own lower(). */
export function containsPattern(term: string): string {
  return `%${term.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
}
