import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { dataSourceOptions } from './data-source-options.js';
import { breaksConnection, DatabaseUnavailable } from './database-error.js';
import type { PostgresClient } from './postgres-client.js';
import { type Statement, toQuery } from './statement.js';

/** Transactions at once, including those that wait for a lock. */
const MAX_CONNECTIONS = 6;
/** In ms, between two flushes of a transaction; the server ends one that stays idle longer. */
const MAX_IDLE_IN_TRANSACTION_MS = 1_500;
/** In ms, for all statements of a flush together. */
const FLUSH_WITHIN_MS = 3_500;

type PipelinedClient = pg.PoolClient & PostgresClient;

/**
 * One transaction that sends its statements in flushes: all of a flush at once, without waiting for each answer. After
 * a failed statement the rest of its flush is skipped.
 */
export class Pipeline {
  constructor(private readonly client: PipelinedClient) {}

  /** @returns the rows of each statement. @throws the error of the first one that failed */
  async begin(statements: readonly Statement[]): Promise<unknown[][]> {
    const [, ...results] = await this.send([{ text: 'BEGIN' }, ...statements.map(toQuery)]);
    return results.map(({ rows }) => rows as unknown[]);
  }

  /**
   * Runs the last statements and commits.
   * @returns the rows of each
   * @throws when it was not committed; COMMIT after a failed statement answers ROLLBACK instead of failing
   */
  async commit(statements: readonly Statement[]): Promise<unknown[][]> {
    const results = await this.send([...statements.map(toQuery), { text: 'COMMIT' }]);
    if (results.at(-1)?.command !== 'COMMIT') throw new DatabaseUnavailable(new Error('it was not committed'));
    return results.map(({ rows }) => rows as unknown[]);
  }

  async rollback(): Promise<void> {
    await this.send([{ text: 'ROLLBACK' }]);
  }

  private send(queries: readonly pg.QueryConfig[]): Promise<pg.QueryResult[]> {
    const { client } = this;
    const { stream } = client.connection;
    return new Promise((resolve, reject) => {
      const results: pg.QueryResult[] = [];
      let left = queries.length;
      let failure: Error | undefined;
      const limit = setTimeout(() => client.abandon(), FLUSH_WITHIN_MS);
      stream.cork();
      for (const [nth, query] of queries.entries())
        client.query(query, (error: Error | null, result: pg.QueryResult) => {
          if (error) failure ??= error;
          else results[nth] = result;
          if (--left > 0) return;
          clearTimeout(limit);
          if (failure === undefined) resolve(results);
          else reject(failure);
        });
      stream.uncork();
    });
  }
}

/** The connections of transactions that send flushes, apart from those for reads. */
@Injectable()
export class Pipelines implements OnApplicationShutdown {
  private readonly pool: pg.Pool;

  constructor(@InjectDataSource() dataSource: DataSource) {
    const { url, applicationName, connectTimeoutMS, extra } = dataSource.options as ReturnType<
      typeof dataSourceOptions
    >;
    const { query_timeout: _oneTimerForAll, ...settings } = extra;
    this.pool = new pg.Pool({
      ...settings,
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: connectTimeoutMS,
      idle_in_transaction_session_timeout: MAX_IDLE_IN_TRANSACTION_MS,
      max: MAX_CONNECTIONS,
      pipeline: true,
    } as pg.PoolConfig);
    // The client has said so already.
    this.pool.on('error', () => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  /** Runs `work` with a connection; an open transaction is rolled back afterwards. */
  async run<T>(work: (pipeline: Pipeline) => Promise<T>): Promise<T> {
    const client = (await this.pool.connect().catch((error: unknown) => {
      throw new DatabaseUnavailable(error);
    })) as PipelinedClient;
    const pipeline = new Pipeline(client);
    try {
      return await work(pipeline);
    } catch (error) {
      if (breaksConnection(error)) client.abandon();
      else await pipeline.rollback().catch(() => client.abandon());
      throw error;
    } finally {
      client.release();
    }
  }
}
