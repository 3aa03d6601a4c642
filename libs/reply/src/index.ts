export { DoneDto } from './http/done.dto.js';
export { ReplyModule } from './reply.module.js';
export { FileFailures } from './work/file-failures.js';
export { ReplyFailures } from './work/reply-failures.js';
export { ReplyMetrics } from './work/reply-metrics.js';
