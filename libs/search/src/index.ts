export { MessageText } from './message-text.entity.js';
export { type AddValue, containsAll, insertMessageText, textMatches } from './search-sql.js';
export { HasSearchTerm, SearchFieldCodes } from './search-terms.js';
export { searchableText } from './searchable-text.js';
