import { DataSource } from 'typeorm';
import { migrations } from './migrations/index.js';

/** Any number that nobody else uses: servers that start together migrate one after the other. */
const MIGRATION_LOCK = 2_052_026_001;

/**
 * Brings the database to this version's schema; each migration is one transaction.
 * @returns the names of the migrations that ran
 */
export async function migrate(url: string): Promise<string[]> {
  const dataSource = new DataSource({ type: 'postgres', url, applicationName: 'chat-system-api migrate', migrations });
  await dataSource.initialize();
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseUnfitLocale(dataSource);
    const done = await dataSource.runMigrations({ transaction: 'each' });
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
