export { ReactionErrors, ReactionFieldCodes } from './reaction-errors.js';
export { ReactionModule } from './reaction.module.js';
