import { Logger } from '@nestjs/common';
import { DataSource, MigrationExecutor } from 'typeorm';
import { awaitMigrationLock } from './migration-lock.js';
import { migrations } from './migrations/index.js';
import { PostgresClient } from './postgres-client.js';

/**
 * Migrates the database to this version's schema. Each migration is one transaction, except those that create an index
 * concurrently.
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
    // In the session that holds the lock: if this process is killed, no other begins while the server still works.
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'each';
    const done = await executor.executePendingMigrations();
    return done.map(({ name }) => name);
  } finally {
    await runner.release();
    // Closing the session releases the lock.
    await dataSource.destroy();
  }
}

/** With LC_CTYPE=C, lower() and trigrams handle only ASCII: search would miss most languages. */
async function refuseUnfitLocale(dataSource: DataSource): Promise<void> {
  const [row] = await dataSource.query<{ folds: boolean; encoding: string }[]>(
    `SELECT lower('ПРИВЕТ') = 'привет' AS folds, current_setting('server_encoding') AS encoding`,
  );
  if (row?.encoding !== 'UTF8' || !row.folds)
    throw new Error('The database must have encoding UTF8 and a UTF-8 locale (CREATE DATABASE … LOCALE "C.UTF-8")');
}
