export { EmbeddedPostgresError } from './embedded-postgres-error.js';
export { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
export { findRunningPostgres } from './running-postgres.js';
