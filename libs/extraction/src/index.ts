export { isEncoded } from './document-type.js';
export { Extractor } from './extractor.js';
export { NotReadNow } from './not-read-now.js';
export { Unreadable, UnreadableFailures } from './unreadable.js';
