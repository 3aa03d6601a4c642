export { ReactionErrors, ReactionFieldCodes } from './reaction-errors.js';
export { ReactionMetrics } from './reaction-metrics.js';
export { ReactionModule } from './reaction.module.js';
