import type { DataSourceOptions } from 'typeorm';
import { PostgresClient } from './postgres-client.js';

export interface DatabaseSettings {
  readonly url: string;
  readonly poolSize: number;
}

/** In ms, to get a connection from the pool or from the server. */
const CONNECT_TIMEOUT_MS = 2_000;
/**
 * In ms. A new connection costs PostgreSQL more than a hundred requests, since it reads its catalog and plans each
 * statement again, so a pause of a minute must not close those that the next requests need.
 */
const CLOSE_IDLE_AFTER_MS = 10 * 60_000;
/** The server ends a statement after this time. */
const STATEMENT_TIMEOUT_MS = 3_500;
/** The driver gives up on a server that does not even do that. */
const QUERY_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 200;

/**
 * Time limits for everything that waits for the database. When it hangs, a single statement gives up before the limit
 * on answers (`ANSWER_WITHIN_MS`, below 6 s), which ends requests with several statements.
 */
export function dataSourceOptions({ url, poolSize }: DatabaseSettings) {
  return {
    type: 'postgres',
    url,
    applicationName: 'chat-system-api',
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    logging: false,
    extra: {
      Client: PostgresClient,
      // To plan the frequent statements each time costs more than to run them (measured: 1.1 ms of 3). See
      // statement.ts.
      options: '-c plan_cache_mode=force_generic_plan',
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      idle_in_transaction_session_timeout: 10_000,
      keepAlive: true,
      idleTimeoutMillis: CLOSE_IDLE_AFTER_MS,
    },
  } satisfies DataSourceOptions;
}
