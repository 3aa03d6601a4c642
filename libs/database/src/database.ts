import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type pg from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { breaksConnection, DatabaseUnavailable, isRepeatable, translate } from './database-error.js';
import { newestMigration } from './migrations/index.js';
import type { PooledClient } from './postgres-client.js';
import { readAlone, run, type Statement } from './statement.js';

/** Where a statement can run: alone, or inside a transaction. */
export interface Queryable {
  query<Row>(statement: Statement): Promise<Row[]>;
}

declare const open: unique symbol;

/** An open transaction: asked for by statements that must share one with others, such as those that lock. */
export interface Tx extends Queryable {
  readonly [open]: true;
}

const ATTEMPTS = 3;

type IsolationLevel = 'READ COMMITTED' | 'REPEATABLE READ';

@Injectable()
export class Database implements Queryable {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Runs one statement in its own transaction; one that is planned each time may only read. */
  query<Row>(statement: Statement): Promise<Row[]> {
    return this.withClient((client) =>
      statement.isPlannedEachTime === true ? readAlone(client, statement) : run<Row>(client, statement),
    );
  }

  /** Reads by one statement, planned for its values, within a shorter time than the usual one. */
  queryWithin<Row>(timeLimitMs: number, statement: Statement): Promise<Row[]> {
    return this.withClient((client) => readAlone(client, statement, timeLimitMs));
  }

  /**
   * Runs `work` in one READ COMMITTED transaction. After a deadlock it runs again, three times at most, so `work` must
   * change nothing but the database.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.transact('READ COMMITTED', work);
      } catch (error) {
        if (!isRepeatable(error) || attempt === ATTEMPTS) throw translate(error);
      }
    }
  }

  /** Runs several reads on one snapshot of the database. */
  async snapshot<T>(work: (db: Queryable) => Promise<T>): Promise<T> {
    try {
      return await this.transact('REPEATABLE READ', work);
    } catch (error) {
      throw translate(error);
    }
  }

  /**
   * Names the history to which seqs belong. The name changes after a failover that may have lost commits (a new
   * timeline), on another cluster or database, and when the tables were restored from a dump. A restart, a migration or
   * VACUUM FULL does not change it. At most 52 characters.
   */
  async epoch(db: Queryable): Promise<string> {
    const [row] = await db.query<{ epoch: string }>({
      name: 'database.epoch',
      text: `SELECT (pg_control_system()).system_identifier || '-' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
        || '-' || (SELECT oid FROM pg_database WHERE datname = current_database()) || '-' || 'chat'::regclass::oid AS epoch`,
      values: [],
    });
    return row?.epoch ?? '';
  }

  /** Whether the newest migration of this version has run. */
  async isMigrated(): Promise<boolean> {
    const [table] = await this.query<{ name: string | null }>({
      name: 'database.has-migrations',
      text: `SELECT to_regclass('migrations') AS name`,
      values: [],
    });
    if (table?.name === null) return false;
    const text = 'SELECT name FROM migrations WHERE name = $1';
    return (await this.query({ name: 'database.is-migrated', text, values: [newestMigration] })).length > 0;
  }

  /** Open connections, idle ones, requests that wait for one, and the most that may be open. */
  get load(): { total: number; idle: number; waiting: number; most: number } {
    const { totalCount, idleCount, waitingCount, options } = this.pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount, most: options.max };
  }

  private async withClient<T>(work: (client: PooledClient) => Promise<T>): Promise<T> {
    const client = (await this.pool.connect().catch(refuse)) as PooledClient;
    try {
      return await work(client);
    } catch (error) {
      if (breaksConnection(error)) client.abandon();
      throw translate(error);
    } finally {
      client.release();
    }
  }

  private async transact<T>(isolation: IsolationLevel, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect().catch(refuse)) as PooledClient;
    const query = <Row>(statement: Statement) => run<Row>(client, statement);
    try {
      await runner.startTransaction(isolation);
      const result = await work({ query } as Tx);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await undo(runner, client, error);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private get pool(): pg.Pool {
    return (this.dataSource.driver as PostgresDriver).master as pg.Pool;
  }
}

/** Rolls back. A connection that may be busy or dead is closed instead, which also rolls back. */
async function undo(runner: QueryRunner, client: PooledClient, error: unknown): Promise<void> {
  if (breaksConnection(error)) return client.abandon();
  await runner.rollbackTransaction().catch(() => client.abandon());
}

/** Without a connection a caller can do nothing, also when the reason is a changed password. */
function refuse(error: unknown): never {
  throw new DatabaseUnavailable(error);
}
