export { ReactionModule } from './reaction.module.js';
