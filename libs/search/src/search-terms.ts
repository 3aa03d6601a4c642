import { errorCodes, ifPresent, rule } from '#libs/http';

/** What may be wrong with `q`. */
export const SearchFieldCodes = errorCodes({
  no_search_term: {
    status: 400,
    meaning: '`q` holds nothing but white space.',
    remedy: 'Send a word to look for, or leave `q` out.',
  },
  too_many_search_terms: {
    status: 400,
    meaning: '`q` holds more than 10 words.',
    remedy: 'Look for the longest of them; every further word only narrows the search down.',
  },
});

const MOST_TERMS = 10;

/** The terms of `q`: split at white space, all must occur. The longest come first: they are in the fewest texts. */
export function searchTerms(q: string): string[] {
  return [...new Set(q.split(/\s+/).filter((term) => term !== ''))].toSorted((a, b) => b.length - a.length);
}

/** Whether the trigram index helps: at least one term has three letters or digits in a row. */
export function hasTrigrams(q: string): boolean {
  return searchTerms(q).some((term) => /[\p{L}\p{N}]{3}/u.test(term));
}

/** `q` must hold at least one term. */
export const HasSearchTerm = (): PropertyDecorator =>
  rule(
    SearchFieldCodes.no_search_term,
    ifPresent((q) => typeof q !== 'string' || searchTerms(q).length > 0),
    'must hold something besides white space',
  );

/** `q` may hold ten terms: each is looked for by itself. */
export const FewSearchTerms = (): PropertyDecorator =>
  rule(
    SearchFieldCodes.too_many_search_terms,
    ifPresent((q) => typeof q !== 'string' || searchTerms(q).length <= MOST_TERMS),
    `must hold ${MOST_TERMS} words at most`,
  );

/** A LIKE pattern that finds `term` anywhere, literally. Both sides are folded by PostgreSQL's own lower(). */
export function containsPattern(term: string): string {
  return `%${term.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
}
