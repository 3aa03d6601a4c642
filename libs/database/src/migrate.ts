import { Logger } from '@nestjs/common';
import { DataSource, MigrationExecutor } from 'typeorm';
import { awaitMigrationLock } from './migration-lock.js';
import { migrations } from './migrations/index.js';
import { PostgresClient } from './postgres-client.js';

/**
 * Brings the database to this version's schema; each migration is one transaction, but for those that make an index
 * while others write.
 * @returns the names of the migrations that ran
 * @throws Error when another server has been migrating for 30 minutes
 */
export async function migrate(url: string): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    applicationName: 'chat-system-api migrate',
    extra: { Client: PostgresClient },
    migrations,
  });
  await dataSource.initialize();
  const runner = dataSource.createQueryRunner();
  try {
    await awaitMigrationLock(runner, new Logger('Migrations'));
    await refuseUnfitLocale(dataSource);
    // In the session that holds the lock: while the server works on, after this process was killed, nobody else begins.
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'each';
    const done = await executor.executePendingMigrations();
    return done.map(({ name }) => name);
  } finally {
    await runner.release();
    // Closing the session gives the lock back.
    await dataSource.destroy();
  }
}

/** With LC_CTYPE=C, lower() and trigrams see only ASCII, so that search would miss most of the world's text. */
async function refuseUnfitLocale(dataSource: DataSource): Promise<void> {
  const [row] = await dataSource.query<{ folds: boolean; encoding: string }[]>(
    `SELECT lower('ПРИВЕТ') = 'привет' AS folds, current_setting('server_encoding') AS encoding`,
  );
  if (row?.encoding !== 'UTF8' || !row.folds)
    throw new Error('The database must have encoding UTF8 and a UTF-8 locale (CREATE DATABASE … LOCALE "C.UTF-8")');
}
