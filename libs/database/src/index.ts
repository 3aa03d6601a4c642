export { Int8Column, Int8Key, TextKey, TimeColumn } from './columns.js';
export { dataSourceOptions } from './data-source-options.js';
export { Database, type Queryable, type Tx } from './database.js';
export { DatabaseUnavailable, isUniqueViolation } from './database-error.js';
export { DatabaseModule } from './database.module.js';
export { EmbeddedPostgresError, startEmbeddedPostgres } from './embedded/embedded-postgres.js';
export { migrate } from './migrate.js';
export { Parameters } from './parameters.js';
export type { Statement } from './statement.js';
