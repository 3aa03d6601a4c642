export type { Passage } from './knowledge/passage.js';
