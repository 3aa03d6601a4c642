export { Extractor } from './extractor.js';
export { NotReadNow } from './not-read-now.js';
export { Unreadable, UnreadableFailures } from './unreadable.js';
