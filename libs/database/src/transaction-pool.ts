import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { dataSourceOptions } from './data-source-options.js';
import { breaksConnection, DatabaseUnavailable } from './database-error.js';
import type { PooledClient } from './postgres-client.js';
import { runTogether, type Statement } from './statement.js';

/** Transactions at once, including those that wait for a lock. */
const MAX_CONNECTIONS = 6;
/** In ms, between two pipelines of a transaction; the server ends one that stays idle longer. */
const MAX_IDLE_IN_TRANSACTION_MS = 1_500;
/** In ms, for all statements of a pipeline together. */
const PIPELINE_WITHIN_MS = 3_500;

const BEGIN: Statement = { name: 'transaction.begin', text: 'BEGIN', values: [] };
const COMMIT: Statement = { name: 'transaction.commit', text: 'COMMIT', values: [] };
const ROLLBACK: Statement = { name: 'transaction.rollback', text: 'ROLLBACK', values: [] };

/** One transaction that sends its statements in two pipelines: all of one at once, without waiting for each answer. */
export class PipelinedTransaction {
  constructor(private readonly client: PooledClient) {}

  /** @returns the rows of each statement. @throws the error of the first one that failed */
  async begin(statements: readonly Statement[]): Promise<unknown[][]> {
    const { rows } = await runTogether(this.client, [BEGIN, ...statements]);
    return rows.slice(1);
  }

  /**
   * Runs the last statements and commits.
   * @returns the rows of each
   * @throws when it was not committed; COMMIT after a failed statement answers ROLLBACK instead of failing
   */
  async commit(statements: readonly Statement[]): Promise<unknown[][]> {
    const { rows, command } = await runTogether(this.client, [...statements, COMMIT]);
    if (command !== 'COMMIT') throw new DatabaseUnavailable(new Error('it was not committed'));
    return rows.slice(0, -1);
  }

  async rollback(): Promise<void> {
    await runTogether(this.client, [ROLLBACK]);
  }
}

/** The connections of pipelined transactions, apart from those for reads. */
@Injectable()
export class TransactionPool implements OnApplicationShutdown {
  private readonly pool: pg.Pool;

  constructor(@InjectDataSource() dataSource: DataSource) {
    const { url, applicationName, connectTimeoutMS, extra } = dataSource.options as ReturnType<
      typeof dataSourceOptions
    >;
    this.pool = new pg.Pool({
      ...extra,
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: connectTimeoutMS,
      idle_in_transaction_session_timeout: MAX_IDLE_IN_TRANSACTION_MS,
      query_timeout: PIPELINE_WITHIN_MS,
      max: MAX_CONNECTIONS,
    } as pg.PoolConfig);
    // PostgresClient has logged it.
    this.pool.on('error', () => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  /** Runs `work` with a connection; an open transaction is rolled back afterwards. */
  async run<T>(work: (transaction: PipelinedTransaction) => Promise<T>): Promise<T> {
    const client = (await this.pool.connect().catch((error: unknown) => {
      throw new DatabaseUnavailable(error);
    })) as PooledClient;
    const transaction = new PipelinedTransaction(client);
    try {
      return await work(transaction);
    } catch (error) {
      if (breaksConnection(error)) client.abandon();
      else await transaction.rollback().catch(() => client.abandon());
      throw error;
    } finally {
      client.release();
    }
  }
}
