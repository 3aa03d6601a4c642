export { SearchErrors } from './search-errors.js';
export { MessageTextRepository } from './message-text.repository.js';
export {
  type AddValue,
  caselessSql,
  containsAllSql,
  deleteNewTextsSql,
  deleteTextsSql,
  insertMessageTextSql,
  insertNewTextsSql,
  isSearchable,
  newMatchesSql,
  textMatchesSql,
} from './search-sql.js';
export { SearchLane } from './search-lane.js';
export { SearchMetrics } from './search-metrics.js';
export { FewSearchTerms, HasSearchTerm, hasTrigrams, SearchFieldCodes } from './search-terms.js';
export { SearchModule } from './search.module.js';
export { TextMover } from './text-mover.js';
export { TextMovingModule } from './text-moving.module.js';
