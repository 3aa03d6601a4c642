export { MessageText } from './message-text.entity.js';
export { type AddValue, containsAll, insertMessageText, textMatches } from './search-sql.js';
export { SearchErrors, SearchTooSlow, TooManySearches } from './search-errors.js';
export { SearchLane } from './search-lane.js';
export { FewSearchTerms, HasSearchTerm, hasTrigrams, SearchFieldCodes } from './search-terms.js';
export { SearchModule } from './search.module.js';
export { searchableText } from './searchable-text.js';
