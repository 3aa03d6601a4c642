export { LimitErrors, QuotaExceeded, RateLimited } from './limit-errors.js';
export { limitRequests } from './limit-requests.js';
export { LimitsModule } from './limits.module.js';
export { policiesOf } from './policies-of.js';
export { RateLimits } from './rate-limits.js';
export { type OpensReply, ReplyLimit } from './reply-limit.js';
export { StoredBytes } from './stored-bytes.js';
export { StoredUsageRepository } from './stored-usage.repository.js';
export { unlessSearch } from './unless-search.js';
