import { InitialSchema1767225600000 } from './1767225600000-initial-schema.js';
import { LateMessages1795366800000 } from './1795366800000-late-messages.js';

/** In the order in which they run. */
export const migrations = [InitialSchema1767225600000, LateMessages1795366800000];

export const newestMigration = LateMessages1795366800000.name;
