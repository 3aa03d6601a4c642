import { InitialSchema1767225600000 } from './1767225600000-initial-schema.js';

/** In the order in which they run. */
export const migrations = [InitialSchema1767225600000];

export const newestMigration = InitialSchema1767225600000.name;
