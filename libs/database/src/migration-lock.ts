import { setTimeout } from 'node:timers/promises';
import type { LoggerService } from '@nestjs/common';
import type { QueryRunner } from 'typeorm';

/** An arbitrary number: servers that start together migrate one after the other. */
const MIGRATION_LOCK = 2_052_026_001;

const POLL_MS = 250;
const PATIENCE_MS = 30 * 60 * 1000;

/**
 * Takes the lock for the session by polling. A statement that waited for the lock would block CREATE INDEX
 * CONCURRENTLY, which waits for all running statements: neither would end.
 */
export async function awaitMigrationLock(
  runner: QueryRunner,
  logger: Pick<LoggerService, 'log'>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const until = performance.now() + patienceMs;
  for (let asked = 1; !(await tryLock(runner)); asked++) {
    if (asked === 1) logger.log('Another server is migrating the database; this one waits for it.');
    if (performance.now() > until)
      throw new Error(`Another server has been migrating for ${patienceMs / 60_000} minutes.`);
    await setTimeout(POLL_MS);
  }
}

async function tryLock(runner: QueryRunner): Promise<boolean> {
  const [row] = await runner.manager.query<{ is_ours: boolean }[]>('SELECT pg_try_advisory_lock($1) AS is_ours', [
    MIGRATION_LOCK,
  ]);
  return row?.is_ours ?? false;
}
