export { EmbeddedPostgresError } from './embedded-postgres-error.js';
export { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
